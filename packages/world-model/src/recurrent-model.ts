// M as a recurrent net of any core: what will be observed and felt after an action.
import { add, concat, div, maximum, mul, reshape, slice, sum, unroll } from '@saccade/math';
import type { Cell, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import type { Experience } from './experience.ts';
import { headedCell } from './headed-cell.ts';
import type { CoreOptions, HeadedParams } from './headed-cell.ts';
import { OUTPUT_RULES } from './output-kinds.ts';
import type { OutputKind } from './output-kinds.ts';

/** Sizes of a world. `X` observation, `R` kinds of reward, `A` action. */
export interface WorldSizes {
  readonly observationSize: number;
  readonly rewardSize: number;
  readonly actionSize: number;
}

/** Options of {@link recurrentModel}. */
export interface RecurrentModelOptions<P, S> extends CoreOptions<P, S>, WorldSizes {
  /** What the predictions of observations stand for. Default `logistic`. */
  readonly observations?: OutputKind;
  /** What those of rewards stand for. Default `linear`. */
  readonly rewards?: OutputKind;
  /** How much the loss of rewards matters beside that of observations. Default 1. */
  readonly rewardWeight?: number;
}

/** What M expects. */
export interface Expected {
  /** `[B, X]` */
  readonly observation: Tensor2D;
  /** `[B, R]` */
  readonly reward: Tensor2D;
}

/** M. As a cell it reads `[x(t) | r(t) | a(t)]`; its outputs `[B, Z]` say what `x(t+1)` and `r(t+1)` will be. */
export interface RecurrentModel<P, S> extends Cell<HeadedParams<P>, S>, WorldSizes {
  /** The expected numbers. For use inside `tidy` or `compile`. */
  expected(z: Tensor2D): Expected;
  /** How far what came is from that, `[B]`. For use inside `tidy` or `compile`. */
  loss(z: Tensor2D, came: Expected): Tensor1D;
}

export function recurrentModel<P, S>(options: RecurrentModelOptions<P, S>): RecurrentModel<P, S> {
  const { observationSize, rewardSize, actionSize } = options;
  const { observations = 'logistic', rewards = 'linear', rewardWeight = 1 } = options;
  const [observation, reward] = [OUTPUT_RULES[observations], OUTPUT_RULES[rewards]];
  const sizes = { observationSize, rewardSize, actionSize };
  const widths = [observation.parts * observationSize, reward.parts * rewardSize];
  const inputs = observationSize + rewardSize + actionSize;
  const parts = (z: Tensor2D): [Tensor2D, Tensor2D] => [
    slice<Tensor2D>(z, [0, 0], [z.shape[0], widths[0]]),
    slice<Tensor2D>(z, [0, widths[0]], [z.shape[0], widths[1]]),
  ];
  return {
    ...headedCell(options, { inputs, outputs: widths[0] + widths[1] }),
    ...sizes,
    expected: (z) => {
      const [ofObservation, ofReward] = parts(z);
      return { observation: observation.expected(ofObservation), reward: reward.expected(ofReward) };
    },
    loss: (z, came) => {
      const [ofObservation, ofReward] = parts(z);
      const both = [observation.loss(ofObservation, came.observation), reward.loss(ofReward, came.reward)];
      return add(both[0], mul(both[1], rewardWeight)) as Tensor1D;
    },
  };
}

/**
 * M's loss on an experience, with teacher forcing: it sees at each step what really came, and is asked for what comes next. A
 * mean over the steps that were lived. For `sequenceTrainer` of `@saccade/lstm`, which carries M's state from one experience to
 * the next one of the same lives.
 */
export function foresightLoss<P, S>(
  model: RecurrentModel<P, S>,
): (params: HeadedParams<P>, memory: S, experience: Experience) => [Scalar, S] {
  return (params, memory, { observations, rewards, actions, lived }) => {
    const seen = concat([firsts(observations), firsts(rewards), actions], 2) as Tensor3D;
    const { state, outputs } = unroll(model, params, seen, { state: memory });
    const came = { observation: inRows(rests(observations)), reward: inRows(rests(rewards)) };
    return [meanWhere(model.loss(inRows(outputs), came), lived), state];
  };
}

/** Mean of `each [T·B]` over the steps that were lived. */
export function meanWhere(each: Tensor, lived: Tensor2D): Scalar {
  const on = reshape<Tensor1D>(lived, [lived.size]);
  return div(sum(mul(reshape(each, [lived.size]), on)), maximum(sum(on), 1)) as Scalar;
}

/** All but the last step. */
function firsts(steps: Tensor3D): Tensor3D {
  const [length, ...shape] = steps.shape;
  return slice(steps, [0, 0, 0], [length - 1, ...shape]);
}

/** The first step, `[B, N]` of `[T, B, N]`. */
export function firstOf(steps: Tensor3D): Tensor2D {
  const [, batch, width] = steps.shape;
  return reshape(slice(steps, [0, 0, 0], [1, batch, width]), [batch, width]);
}

/** All but the first step. */
export function rests(steps: Tensor3D): Tensor3D {
  const [length, ...shape] = steps.shape;
  return slice(steps, [1, 0, 0], [length - 1, ...shape]);
}

function inRows(steps: Tensor3D): Tensor2D {
  const [length, batch, width] = steps.shape;
  return reshape<Tensor2D>(steps, [length * batch, width]);
}
