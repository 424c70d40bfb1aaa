// How the page's generator learns: planes with discs and swamps at once, which no published experiment has. So the command
// line does not know this study; it keeps the contract of experiments all the same.
import {
  adam,
  add,
  concat,
  cosineDecay,
  disposeTree,
  foldIn,
  fromStored,
  slice,
  split,
  tensor,
  tidy,
  toStored,
  values,
} from '@saccade/math';
import type { Key, Tensor, Tensor1D, Tensor2D, Tensor3D, Tree } from '@saccade/math';
import type { Checkpoint, Experiment, Metrics, Run } from '@saccade/experiments';
import {
  bestPlan,
  discEvaluator,
  generatorTrainer,
  initGenerator,
  staticPlan,
  swampEvaluator,
} from '@saccade/subgoals';
import type {
  Evaluator,
  GeneratorLearner,
  GeneratorParams,
  GeneratorTrainer,
  Situation,
} from '@saccade/subgoals';
import { clearances, samplePlaneTasks, swampCosts } from '@saccade/tasks';
import type { PlaneTasks } from '@saccade/tasks';
import { SLOTS } from './about.ts';

type Table = Readonly<{ updates: number; batch: number; lr: number }>;

const NAME = 'subgoals-page';
const COUNT = 3;
const SLICE = 10;
const number = { kind: 'number', unit: 'rate', min: 0, max: 1e38, source: 'ours' } as const;
const integer = { kind: 'integer', unit: 'updates', min: 1, max: 1e7, source: 'ours' } as const;

export const subgoalsStudy: Experiment<Table> = {
  name: NAME,
  title: 'Subgoals among discs and swamps',
  paper: 'Schmidhuber & Wahnsiedler 1992, Planning simple trajectories using neural subgoal generators',
  reproduces: 'A static generator of three subgoals, trained through a frozen evaluator.',
  deviations: ['Discs and swamps lie in one plane.', 'Four proposals, of which E takes the best.'],
  options: {
    updates: { ...integer, default: 5000, doc: 'training of S through E' },
    batch: { ...integer, unit: 'planes', default: 64, doc: 'planes side by side' },
    lr: { ...number, default: 0.01, doc: 'learning rate of Adam at first; it falls to 0 along a cosine' },
  },
  presets: { quick: { updates: 600 }, default: {}, paper: {} },
  metrics: {
    loss: { unit: '', doc: 'Σ ½ E² of the plans, mean over a slice', better: 'lower' },
    clearRate: { unit: 'share', doc: 'of planes: the way touches no disc', better: 'higher' },
    swampShare: {
      unit: 'share',
      doc: 'cost of the swamps on the way over that on the straight way',
      better: 'lower',
    },
    straightClearRate: { unit: 'share', doc: 'clearRate of straight ways' },
    untrainedClearRate: { unit: 'share', doc: 'clearRate of S as it began' },
  },
  targets: () => [{ metric: 'clearRate', comparison: '≥', value: 0.9, source: 'ours' }],
  dataSets: () => [],
  create: async (options, key) => new SubgoalsRun(options, key),
};

/** E of both kinds of circles: discs in the first slots, swamps in the others. */
export function evaluatorOf(): Evaluator {
  const [disc, swamp] = [discEvaluator(), swampEvaluator()];
  return (from, to, circles) =>
    tidy(() => {
      const part = (at: number): Tensor3D => slice(circles, [0, at, 0], [circles.shape[0], SLOTS, 3]);
      return add<Tensor1D>(disc(from, to, part(0)), swamp(from, to, part(SLOTS)));
    });
}

/** Planes: `discs` says where ways begin and end, and where its discs are. */
interface Planes {
  readonly discs: PlaneTasks;
  readonly swamps: PlaneTasks;
}

function samplePlanes(key: Key, batch: number): Planes {
  const [kDiscs, kSwamps] = split(key, 2);
  const most = [1, SLOTS] as const;
  const discs = samplePlaneTasks(
    { circles: most, radius: [0.6, 1.4], ends: 'random', blocking: true },
    kDiscs,
    batch,
  );
  const swamps = samplePlaneTasks({ circles: most, radius: [0.8, 2], gap: -1 }, kSwamps, batch);
  return { discs, swamps: { ...swamps, starts: discs.starts, goals: discs.goals } };
}

function situationOf({ discs, swamps }: Planes): Situation {
  const batch = discs.starts.length / 2;
  const circles = (list: Float32Array) => tensor<Tensor3D>(list, [batch, SLOTS, 3]);
  return tidy(() => ({
    start: tensor<Tensor2D>(discs.starts, [batch, 2]),
    goal: tensor<Tensor2D>(discs.goals, [batch, 2]),
    circles: concat<Tensor3D>([circles(discs.circles), circles(swamps.circles)], 1),
  }));
}

class SubgoalsRun implements Run {
  readonly #options: Table;
  readonly #evaluator = evaluatorOf();
  readonly #trainer: GeneratorTrainer;
  readonly #untrained: GeneratorParams;
  readonly #data: Key;
  #learner: GeneratorLearner;
  #step = 0;

  constructor(options: Table, key: Key) {
    const [kParams, kData] = split(key, 2);
    const optimiser = adam({ learningRate: cosineDecay({ start: options.lr, steps: options.updates }) });
    this.#options = options;
    this.#data = kData;
    this.#trainer = generatorTrainer({
      optimiser,
      evaluator: this.#evaluator,
      planner: staticPlan,
      count: COUNT,
    });
    this.#untrained = initGenerator({ proposals: 4 }, kParams);
    const params = initGenerator({ proposals: 4 }, kParams);
    this.#learner = { params, state: optimiser.init(params) };
  }

  get totalSteps(): number {
    return this.#options.updates;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#step >= this.totalSteps;
  }

  advance(): Metrics {
    const end = Math.min(this.#step + SLICE, this.totalSteps);
    const updates = end - this.#step;
    let loss = 0;
    for (; this.#step < end; this.#step++) {
      const situation = situationOf(samplePlanes(foldIn(this.#data, this.#step), this.#options.batch));
      const next = this.#trainer.update(this.#learner, situation);
      disposeTree(situation);
      this.#learner = next.learner;
      loss += next.loss / updates;
    }
    return { loss };
  }

  evaluate(key: Key, episodes: number): Metrics {
    const planes = samplePlanes(key, episodes);
    const clear = (plans: Float32Array): number =>
      clearances(planes.discs, plans).filter((c) => c > 0).length / episodes;
    const total = (plans: Float32Array): number =>
      swampCosts(planes.swamps, plans, 1).reduce((sum, c) => sum + c, 0);
    const straight = new Float32Array(0);
    const learned = this.#plans(this.#learner.params, planes);
    return {
      clearRate: clear(learned),
      swampShare: total(learned) / total(straight),
      straightClearRate: clear(straight),
      untrainedClearRate: clear(this.#plans(this.#untrained, planes)),
    };
  }

  #plans(params: GeneratorParams, planes: Planes): Float32Array {
    return tidy(() => {
      const situation = situationOf(planes);
      return values<Float32Array>(bestPlan(this.#evaluator, situation, staticPlan(params, situation, COUNT)));
    });
  }

  weights(): Tree<Tensor> {
    return this.#learner.params as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    return {
      tensors: toStored(this.#learner as unknown as Tree<Tensor>),
      metadata: { run: NAME, step: String(this.#step) },
    };
  }

  restore({ tensors, metadata }: Checkpoint): void {
    const old = this.#learner;
    this.#learner = fromStored(tensors, old as unknown as Tree<Tensor>) as unknown as GeneratorLearner;
    disposeTree(old as unknown as Tree<Tensor>);
    this.#step = Number(metadata.step);
  }

  draw(): readonly [] {
    return [];
  }

  dispose(): void {
    disposeTree([this.#learner, this.#untrained] as unknown as Tree<Tensor>);
    this.#trainer.dispose();
  }
}
