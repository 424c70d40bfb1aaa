// M and C of the pole, and how each learns, compiled.
import { gruCell, lstmCell, rnnCell } from '@saccade/lstm';
import {
  adam,
  add,
  clipByGlobalNorm,
  concat,
  exp,
  max,
  mean,
  mul,
  neg,
  reshape,
  sigmoid,
  softplus,
  square,
  sub,
  sum,
  trainer,
} from '@saccade/math';
import type { Cell, Optimiser, Scalar, Tensor, Tensor2D, Tensor3D, Trainer, Tree } from '@saccade/math';
import {
  criticLoss,
  dream,
  dreamAfter,
  feedForwardCell,
  foresightLoss,
  painAhead,
  painForEver,
  painUntilEnd,
  recurrentController,
  recurrentModel,
  stepsOf,
} from '@saccade/world-model';
import type {
  Came,
  Dream,
  Dreamers,
  DreamParams,
  Experience,
  HeadedParams,
  MlpParams,
  ModelParams,
} from '@saccade/world-model';
import type { PoleOptions } from './options.ts';
import { PAINS } from './world.ts';

type Any = Tree<Tensor>;
/** Any cell: which one, options say. */
type AnyCell = Cell<Any, Any>;
export type PoleModelParams = ModelParams<Any>;
export type PoleControllerParams = HeadedParams<Any>;
/** Both nets of a run. */
export type PoleNets = Dreamers<Any, Any, Any, Any>;

/** Units of differences between what comes and what would without M, under random pushes: of x and θ, and of all four. */
const TURNS = [0.002, 0.03];
const MOVES = [0.01, 0.1];
const CHANGES = [0.008, 0.08, 0.05, 0.1];
/** Units between what M foretells and pain. */
const PAIN_HIDDEN = 16;

/** Nets as these options have them; where all is seen, without a memory. */
export function poleNets(options: PoleOptions, size: number): PoleNets {
  const { modelCell, controllerCell, modelHidden, controllerHidden } = options;
  const markov = size === CHANGES.length;
  const core = (kind: string, hidden: number) => ({
    hidden,
    core: (inputs: number) =>
      (markov ? feedForwardCell({ inputs, hidden }) : cellOf(kind, inputs, hidden)) as unknown as AnyCell,
  });
  const sizes = { observationSize: size, rewardSize: PAINS, actionSize: 1, feels: false } as const;
  const pains = { rewards: 'bernoulli', rewardHidden: PAIN_HIDDEN } as const;
  const told = markov
    ? ({ tells: 'changes', units: CHANGES } as const)
    : ({ tells: 'turns', units: TURNS, moveUnits: MOVES } as const);
  return {
    model: recurrentModel({ ...sizes, ...core(modelCell, modelHidden), ...told, ...pains }),
    controller: recurrentController({
      ...{ ...sizes, ...core(controllerCell, controllerHidden), actions: 'tanh' },
    }),
  };
}

function cellOf(kind: string, inputs: number, hidden: number): unknown {
  if (kind === 'gru') return gruCell({ inputs, hidden });
  if (kind === 'lstm') return lstmCell({ inputs, hidden });
  return rnnCell({ inputs, hidden, squash: 'tanh', initScale: 1 / Math.sqrt(hidden) });
}

/** What a dream needs beside C. */
export interface Asleep {
  readonly model: PoleModelParams;
  /** The beginning, from the world: `warmUp` steps. */
  readonly seen: Came;
  /** Added to actions, `[T, B, 1]`. */
  readonly noise: Tensor3D;
}

/** How the nets of a run learn. It holds memory until it is disposed. */
export interface PoleLearning {
  readonly model: Trainer<PoleModelParams, Experience>;
  readonly controller: Trainer<PoleControllerParams, Asleep & { readonly critic?: MlpParams }>;
  readonly critic: Trainer<MlpParams, Asleep & { readonly controller: PoleControllerParams }>;
  /** Both without M, from what was lived: the critic sees what is done, C does what it foresees least pain of. */
  readonly alone: {
    readonly controller: Trainer<
      PoleControllerParams,
      { readonly lived: Experience; readonly critic: MlpParams }
    >;
    readonly critic: Trainer<
      MlpParams,
      { readonly lived: Experience; readonly controller: PoleControllerParams }
    >;
  };
  dispose(): void;
}

/** Gradients are shortened to this. */
const CLIP = 1;

function poleOptimiser(learningRate: number): Optimiser {
  return clipByGlobalNorm(CLIP, adam({ learningRate }));
}

export function poleLearning(nets: PoleNets, options: PoleOptions): PoleLearning {
  const { modelLr, lr, criticLr = 0, discount = 0, lambda = 0 } = options;
  const dreamt = (params: DreamParams<Any, Any>, { seen, noise }: Asleep) => {
    const start = dreamAfter(nets, params, seen);
    return { start, ...dream(nets, params, start, { steps: noise.shape[0], actionNoise: noise }) };
  };
  const foresight = foresightLoss(nets.model);
  const model = trainer(poleOptimiser(modelLr), (params: PoleModelParams, lived: Experience) => {
    const [, batch] = lived.actions.shape;
    return foresight(params, nets.model.initialState(params, batch), lived)[0];
  });
  const controller: PoleLearning['controller'] = trainer(poleOptimiser(lr), (params, { critic, ...asleep }) =>
    hurt(dreamt({ model: asleep.model, controller: params }, asleep), options, critic),
  );
  const critic: PoleLearning['critic'] = trainer(poleOptimiser(criticLr), (params, asleep) => {
    const { start, observations, feelings } = dreamt(asleep, asleep);
    const [T, B, X] = observations.shape;
    const x = concat([reshape(start.observation, [1, B, X]), stepsOf(observations, 0, T - 1)], 0);
    const ended = sub(1, exp(neg(sum(softplus(feelings), 2)))) as Tensor2D;
    const passed = { x: x as Tensor3D, next: observations, pains: sigmoid(feelings), ended };
    return criticLoss(params, passed, { discount, lambda });
  });
  const alone = learningAlone(nets, options);
  const all = [model, controller, critic, alone.controller, alone.critic];
  return { model, controller, critic, alone, dispose: () => all.forEach((each) => each.dispose()) };
}

/** C and a critic without M; C has no memory. */
function learningAlone({ controller: c }: PoleNets, options: PoleOptions): PoleLearning['alone'] {
  const { lr, criticLr = 0, discount = 0, lambda = 0, effort } = options;
  const decided = (params: PoleControllerParams, observations: Tensor3D): Tensor3D => {
    const [T, B, X] = observations.shape;
    const rows = reshape<Tensor2D>(observations, [T * B, X]);
    const [, z] = c.step(params, c.initialState(params, T * B), rows);
    return reshape(c.actSurely(z), [T, B, 1]);
  };
  const both = (x: Tensor3D, action: Tensor3D): Tensor3D => concat([x, action], 2) as Tensor3D;
  return {
    controller: trainer(poleOptimiser(lr), (params, { lived: { observations, lived }, critic }) => {
      const x = stepsOf(observations, 0, lived.shape[0]);
      const actions = decided(params, x);
      const hurts = painAhead(critic, { x: both(x, actions), lived });
      return add(hurts, mul(mean(square(actions)), effort)) as Scalar;
    }),
    critic: trainer(poleOptimiser(criticLr), (params, { lived: came, controller }) => {
      const { observations, actions, rewards, lived } = came;
      const [T] = lived.shape;
      const [before, after] = [stepsOf(observations, 0, T), stepsOf(observations, 1, T + 1)];
      const pains = stepsOf(rewards, 1, T + 1);
      const next = both(after, decided(controller, after));
      // Pains are ends of episodes, and nothing else is.
      const ended = max(pains, 2) as Tensor2D;
      return criticLoss(
        params,
        { x: both(before, actions), next, pains, ended, lived },
        { discount, lambda },
      );
    }),
  };
}

/** What C avoids. */
export function hurt(
  { observations, feelings, actions }: Omit<Dream<Any, Any>, 'end'>,
  { pain, effort, discount = 0 }: PoleOptions,
  critic: MlpParams | undefined,
): Scalar {
  const cost =
    pain === 'deviations'
      ? mean(square(observations))
      : critic
        ? painForEver(critic, { observations, feelings }, { discount })
        : painUntilEnd(feelings);
  return (effort > 0 ? add(cost, mul(mean(square(actions)), effort)) : cost) as Scalar;
}
