// What M learns from what was lived, and how far it sees.
import { div, maximum, mul, reshape, scan, slice, sum } from '@saccade/math';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import type { Experience } from './experience.ts';
import { imagine } from './imagine.ts';
import type { Imagined } from './imagine.ts';
import type { ModelParams, ModelState, RecurrentModel } from './recurrent-model.ts';
import type { Seen } from './seen.ts';
import type { Told } from './telling.ts';

/** What really came. Rewards may be missing where M does not feel. */
export type Came = Pick<Experience, 'observations' | 'actions'> & Partial<Pick<Experience, 'rewards'>>;

/** What M told, step by step: {@link Told}, with a first axis of time. */
export interface ToldSteps {
  /** `[T, B, Z]` */
  readonly z: Tensor3D;
  /** `[T, B, H]` */
  readonly core?: Tensor3D;
  /** `[T, B, X]` */
  readonly without?: Tensor3D;
}

/**
 * M watches what really comes: teacher forcing. For use inside `tidy` or `compile`.
 * @param came - actions `[T, B, A]`, and observations `[T, B, X]` and rewards `[T, B, R]`, of which more may follow.
 * @param state - default: nothing was seen before.
 * @returns M's state after all that, and what it told at each step.
 */
export function follow<P, S>(
  model: RecurrentModel<P, S>,
  params: ModelParams<P>,
  { observations, rewards, actions }: Came,
  state?: ModelState<S>,
): { readonly state: ModelState<S>; readonly told: ToldSteps } {
  const [length, batch] = actions.shape;
  const steps = {
    ...{ observation: stepsOf(observations, 0, length), action: actions },
    ...(rewards && { reward: stepsOf(rewards, 0, length) }),
  };
  const [end, told] = scan(
    (carry, { action, ...seen }: Seen & { readonly action: Tensor2D }) =>
      model.step(params, carry, seen, action),
    state ?? model.initialState(params, batch),
    steps as unknown as Seen & { readonly action: Tensor2D },
  );
  return { state: end, told: told as unknown as ToldSteps };
}

/** What was told of all steps, in rows. */
export function toldRows({ z, core, without }: ToldSteps): Told {
  return {
    z: inRows(z),
    ...(core && { core: inRows(core) }),
    ...(without && { without: inRows(without) }),
  };
}

/**
 * M's loss on an experience, with teacher forcing: it sees at each step what really came, and is asked for what comes next. A
 * mean over the steps that were lived. For `sequenceTrainer` of `@saccade/lstm`, which carries M's state from one experience to
 * the next one of the same lives.
 */
export function foresightLoss<P, S>(
  model: RecurrentModel<P, S>,
): (params: ModelParams<P>, memory: ModelState<S>, experience: Experience) => [Scalar, ModelState<S>] {
  return (params, memory, experience) => {
    const { observations, rewards, lived } = experience;
    const { state, told } = follow(model, params, experience, memory);
    const came = { observation: inRows(rests(observations)), reward: inRows(rests(rewards)) };
    return [meanWhere(model.loss(params, toldRows(told), came), lived), state];
  };
}

/**
 * What M expects when it sees the first `warmUp` steps only and its own predictions from then on, with the actions that
 * were taken: of steps `warmUp` to `T`. Of a Gaussian M: means. Beside what came it shows how errors of M pile up. For use inside
 * `tidy` or `compile`.
 */
export function openLoop<P, S>(
  model: RecurrentModel<P, S>,
  params: ModelParams<P>,
  came: Came,
  warmUp: number,
): Imagined {
  const { actions } = came;
  const [length] = actions.shape;
  if (!(Number.isInteger(warmUp) && warmUp >= 1 && warmUp <= length))
    throw new RangeError(`openLoop: warmUp must be a whole number in 1..${length}, got ${warmUp}`);
  const seen = warmUp - 1;
  const before = { ...came, actions: stepsOf(actions, 0, seen) };
  const begin = model.initialState(params, actions.shape[1]);
  const state = seen === 0 ? begin : follow(model, params, before, begin).state;
  return imagine(model, params, { ...momentOf(came, seen), state }, stepsOf(actions, seen, length));
}

/** What was seen at step `t`. For use inside `tidy` or `compile`. */
export function momentOf({ observations, rewards }: Omit<Came, 'actions'>, t: number): Seen {
  return { observation: stepOf(observations, t), ...(rewards && { reward: stepOf(rewards, t) }) };
}

/** Mean of `each [T·B]` over the steps that were lived. */
export function meanWhere(each: Tensor, lived: Tensor2D): Scalar {
  const on = reshape<Tensor1D>(lived, [lived.size]);
  return div(sum(mul(reshape(each, [lived.size]), on)), maximum(sum(on), 1)) as Scalar;
}

/** Steps `from` to before `to`, `[to − from, B, N]` of `[T, B, N]`. For use inside `tidy` or `compile`. */
export function stepsOf(steps: Tensor3D, from: number, to: number): Tensor3D {
  const [, ...shape] = steps.shape;
  return slice(steps, [from, 0, 0], [to - from, ...shape]);
}

/** One step, `[B, N]` of `[T, B, N]`. */
export function stepOf(steps: Tensor3D, t: number): Tensor2D {
  const [, batch, width] = steps.shape;
  return reshape(slice(steps, [t, 0, 0], [1, batch, width]), [batch, width]);
}

/** All but the first step. */
export function rests(steps: Tensor3D): Tensor3D {
  return stepsOf(steps, 1, steps.shape[0]);
}

function inRows(steps: Tensor3D): Tensor2D {
  const [length, batch, width] = steps.shape;
  return reshape<Tensor2D>(steps, [length * batch, width]);
}
