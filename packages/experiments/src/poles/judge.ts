// How well C balances, how far M sees, and whether what C dreams is true.
import { compile, split, tensor, tidy, values } from '@saccade/math';
import type { Key, Tensor, Tensor2D, Tree } from '@saccade/math';
import { dream, dreamStart } from '@saccade/world-model';
import type { DreamState } from '@saccade/world-model';
import type { Metrics } from '../contract/types.ts';
import type { PoleLearner } from './learner.ts';
import { foretell, foretellingError } from './foretell.ts';
import type { PoleControllerParams } from './nets.ts';
import { randomAct, stepsStood } from './world.ts';

/** Metrics of every run with a pole, and what they mean. */
export const POLE_METRICS = {
  modelLoss: { unit: '', doc: 'of M on pieces of episodes, mean over a slice of training', better: 'lower' },
  controllerLoss: { unit: '', doc: 'what C avoids, in dreams, mean over a slice', better: 'lower' },
  trialSteps: {
    unit: 'steps',
    doc: 'that 64 poles stand on average at the end of a round, without noise',
    better: 'higher',
  },
  balanced: {
    unit: 'steps',
    doc: 'that poles stand in the world, mean over fresh episodes; they end at the goal',
    better: 'higher',
  },
  randomBalanced: { unit: 'steps', doc: 'balanced, pushed at random' },
  untrainedBalanced: { unit: 'steps', doc: 'balanced by C as it began' },
  dreamtBalanced: {
    unit: 'steps',
    doc: 'that poles stand in M’s dreams from the same beginnings, of 1,000; the first 16 episodes',
  },
  exploitationGap: {
    unit: 'steps',
    doc: 'dreamtBalanced less what the world makes of the same episodes, of 1,000',
    better: 'lower',
  },
  modelError: {
    unit: 'share',
    doc: 'squared error of M’s predictions 1 to 25 steps ahead without seeing, over that of expecting no change',
    better: 'lower',
  },
  worldSteps: { unit: 'steps', doc: 'of single carts in the world during learning, trials included' },
  rounds: { unit: 'rounds', doc: 'of acting and learning until all poles stood in the trial' },
} as const;

/** Episodes that are dreamt, and their longest. */
const DREAMS = 16;
const LONGEST = 1000;
/** Steps of a program that dreams. */
const PIECE = 100;
/** Episodes that M foretells, and so many steps of each. */
const [FORETOLD, AHEAD] = [64, 25];

/** Dreams and predictions, compiled. It holds memory until it is disposed. */
export interface PoleJudge {
  /** Steps that each pole stands in a dream, `[B]`, of {@link LONGEST} at most; `x [B·X]` is the beginning. */
  dreamt(controller: PoleControllerParams, x: Float32Array): Int32Array;
  /** Metrics of the present nets; the key is consumed. */
  judge(key: Key, episodes: number): Metrics;
  dispose(): void;
}

/** @param more - further metrics, by the steps that poles stood. */
export function poleJudge(
  learner: PoleLearner,
  more: (stood: Int32Array) => Metrics = () => ({}),
): PoleJudge {
  const { nets, world } = learner;
  const piece = compile((model: unknown, controller: PoleControllerParams, start: Asleep) => {
    const params = { model: model as PoleLearner['model'], controller };
    const { feelings, end } = dream(nets, params, start, { steps: PIECE });
    return { feelings, end };
  });
  const dreamt = (controller: PoleControllerParams, x: Float32Array): Int32Array => {
    const batch = x.length / world.size;
    const stood = new Int32Array(batch);
    const fallen = new Uint8Array(batch);
    tidy(() => {
      const params = { model: learner.model, controller };
      let at: Asleep = dreamStart(nets, params, {
        observation: tensor<Tensor2D>(x, [batch, world.size]),
      });
      for (let t = 0; t < LONGEST && fallen.includes(0); t += PIECE) {
        const { feelings, end } = piece(learner.model, controller, at);
        count(values(feelings) as Float32Array, stood, fallen);
        at = end;
      }
    });
    return stood;
  };
  return {
    dreamt,
    judge: (key, episodes) => judge(learner, dreamt, more, key, episodes),
    dispose: piece.dispose,
  };
}

type Asleep = DreamState<Tree<Tensor>, Tree<Tensor>>;

/** Steps without a pain that is likelier than not; logits `[T·B·K]`. The one that hurts counts, as in the world. */
function count(pains: Float32Array, stood: Int32Array, fallen: Uint8Array): void {
  const batch = stood.length;
  const kinds = pains.length / (PIECE * batch);
  for (let i = 0; i < PIECE * batch; i++) {
    const b = i % batch;
    if (fallen[b] === 1) continue;
    stood[b]++;
    const felt = pains.subarray(i * kinds, (i + 1) * kinds);
    if (!felt.every((logit) => logit <= 0)) fallen[b] = 1;
  }
}

function judge(
  learner: PoleLearner,
  dreamt: PoleJudge['dreamt'],
  more: (stood: Int32Array) => Metrics,
  key: Key,
  episodes: number,
): Metrics {
  const { world } = learner;
  const [kStart, kRandom, kModel] = split(key, 3);
  const start = world.judging.reset(kStart, episodes);
  const stoodBy = (controller: PoleControllerParams): Int32Array =>
    stepsStood(world.judging, start, learner.act(controller, episodes));
  const stood = stoodBy(learner.controller);
  const dreams = Math.min(DREAMS, episodes);
  const asleep = dreamt(learner.controller, start.observation.subarray(0, dreams * world.size));
  const awake = stood.subarray(0, dreams).map((steps) => Math.min(steps, LONGEST));
  return {
    balanced: meanOf(stood),
    ...more(stood),
    randomBalanced: meanOf(stepsStood(world.judging, start, randomAct(kRandom, episodes))),
    untrainedBalanced: meanOf(stoodBy(learner.untrained)),
    dreamtBalanced: meanOf(asleep),
    exploitationGap: meanOf(asleep) - meanOf(awake),
    modelError: foretellingError(foretell(learner, kModel, FORETOLD, AHEAD), world.size),
    worldSteps: learner.worldSteps,
    rounds: learner.rounds,
  };
}

export function meanOf(steps: Int32Array): number {
  return steps.reduce((sum, each) => sum + each, 0) / steps.length;
}
