// M and C of the pole, and how each learns, compiled.
import { gruCell, lstmCell, rnnCell } from '@saccade/lstm';
import {
  adam,
  add,
  clipByGlobalNorm,
  concat,
  exp,
  mean,
  mul,
  neg,
  reshape,
  sigmoid,
  slice,
  softplus,
  square,
  sub,
  sum,
} from '@saccade/math';
import type { Cell, Scalar, Tensor, Tensor2D, Tensor3D, Tree } from '@saccade/math';
import {
  criticLoss,
  dream,
  dreamAfter,
  feedForwardCell,
  painForEver,
  painUntilEnd,
  differenceModel,
  sequenceLoss,
  withReadout,
} from '@saccade/world-model';
import type {
  Dream,
  Dreamers,
  DreamParams,
  MlpParams,
  ReadoutParams,
  DifferenceModelParams,
  SequenceBatch,
} from '@saccade/world-model';
import { descent } from '../descent.ts';
import type { Descent } from '../descent.ts';
import type { PoleOptions } from './options.ts';
import { PAINS } from './world.ts';

type Any = Tree<Tensor>;
/** Any cell: which one, options say. */
type AnyCell = Cell<Any, Any>;
export type ModelParams = DifferenceModelParams<Any>;
export type ControllerParams = ReadoutParams<Any>;
/** Both nets of a run. */
export interface PoleNets extends Dreamers<Any, Any, ControllerParams, Any> {
  readonly controller: Cell<ControllerParams, Any>;
}

/** Units of differences between what comes and what would without M, under random pushes: of x and θ, and of all four. */
const TURNS = [0.002, 0.03];
const MOVES = [0.01, 0.1];
const CHANGES = [0.008, 0.08, 0.05, 0.1];

/** Nets as these options have them; where all is seen, without a memory. */
export function poleNets(options: PoleOptions, size: number): PoleNets {
  const { modelCell, controllerCell, modelHidden, controllerHidden } = options;
  const markov = size === CHANGES.length;
  const cell = (kind: string, inputs: number, hidden: number): AnyCell =>
    (markov ? feedForwardCell({ inputs, hidden }) : cellOf(kind, inputs, hidden)) as unknown as AnyCell;
  const shared = { hidden: modelHidden, observationSize: size, actionSize: 1, pains: PAINS };
  return {
    model: markov
      ? differenceModel({ ...shared, cell: cell(modelCell, size + 1, modelHidden), units: CHANGES })
      : differenceModel({
          ...shared,
          cell: cell(modelCell, 2 * size + 1, modelHidden),
          ...{ inertia: true, units: TURNS, moveUnits: MOVES },
        }),
    controller: withReadout(cell(controllerCell, size, controllerHidden), {
      hidden: controllerHidden,
      outputs: 1,
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
  readonly model: ModelParams;
  /** The beginning, from the world: `warmUp` steps. */
  readonly seen: Pick<SequenceBatch, 'observations' | 'actions'>;
  /** Added to actions, `[T, B, 1]`. */
  readonly noise: Tensor3D;
}

/** How the nets of a run learn. It holds memory until it is disposed. */
export interface PoleLearning {
  readonly model: Descent<ModelParams, SequenceBatch>;
  readonly controller: Descent<ControllerParams, Asleep & { readonly critic?: MlpParams }>;
  readonly critic: Descent<MlpParams, Asleep & { readonly controller: ControllerParams }>;
  dispose(): void;
}

/** Gradients are shortened to this. */
const CLIP = 1;

export function poleLearning(nets: PoleNets, options: PoleOptions): PoleLearning {
  const { modelLr, lr, criticLr = 0, discount = 0, lambda = 0 } = options;
  const optimiser = (learningRate: number) => clipByGlobalNorm(CLIP, adam({ learningRate }));
  const dreamt = (params: DreamParams<Any, ControllerParams>, { seen, noise }: Asleep) => {
    const start = dreamAfter(nets, params, seen.observations, seen.actions);
    return { start, ...dream(nets, params, start, { steps: noise.shape[0], actionNoise: noise }) };
  };
  const model = descent(optimiser(modelLr), (params: ModelParams, batch: SequenceBatch) =>
    sequenceLoss(nets.model, params, batch),
  );
  const controller: PoleLearning['controller'] = descent(optimiser(lr), (params, { critic, ...asleep }) =>
    hurt(dreamt({ model: asleep.model, controller: params }, asleep), options, critic),
  );
  const critic: PoleLearning['critic'] = descent(optimiser(criticLr), (params, asleep) => {
    const { start, observations, pains } = dreamt(asleep, asleep);
    const [T, B, X] = observations.shape;
    const x = concat([reshape(start.x, [1, B, X]), slice(observations, [0, 0, 0], [T - 1, B, X])], 0);
    const ended = sub(1, exp(neg(sum(softplus(pains), 2)))) as Tensor2D;
    const passed = { x: x as Tensor3D, next: observations, pains: sigmoid(pains), ended };
    return criticLoss(params, passed, { discount, lambda });
  });
  return {
    ...{ model, controller, critic },
    dispose: () => [model, controller, critic].forEach((each) => each.dispose()),
  };
}

/** What C avoids. */
function hurt(
  { observations, pains, actions }: Dream<Any, Any>,
  { pain, effort, discount = 0 }: PoleOptions,
  critic: MlpParams | undefined,
): Scalar {
  const cost =
    pain === 'deviations'
      ? mean(square(observations))
      : critic
        ? painForEver(critic, { observations, pains }, { discount })
        : painUntilEnd(pains);
  return (effort > 0 ? add(cost, mul(mean(square(actions)), effort)) : cost) as Scalar;
}
