// What M learns from sequences, and how far it sees.
import {
  add,
  checkShapes,
  concat,
  div,
  exp,
  mul,
  reshape,
  scan,
  slice,
  softplus,
  square,
  sub,
  sum,
  tensor,
  tidy,
} from '@saccade/math';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import type {
  Expectation,
  DifferenceModel,
  DifferenceModelParams,
  DifferenceModelState,
} from './difference-model.ts';

/** Sequences as tensors: `T` steps, `B` batch, `X` observation, `A` action, `K` kinds of pain. */
export interface SequenceBatch {
  /** x(0) … x(T), `[T+1, B, X]`. */
  readonly observations: Tensor3D;
  /** `[T, B, A]` */
  readonly actions: Tensor3D;
  /** Pain felt with x(t+1), 0..1, `[T, B, K]`. */
  readonly pains: Tensor3D;
  /** 1 where a step was made, 0 after the end, `[T, B]`. */
  readonly made: Tensor2D;
}

/** M's state after what it has seen, and what it expected of each step: `core [T, B, H]`, `next [T, B, X]`, … */
export interface Followed<State> {
  readonly state: DifferenceModelState<State>;
  readonly expected: { readonly core: Tensor3D; readonly next: Tensor3D; readonly logVariance?: Tensor3D };
}

/**
 * M watches what really comes: teacher forcing.
 * @param observations - x(0) … x(T−1), `[T, B, X]`.
 * @param actions - `[T, B, A]`.
 * @param state - default: nothing was seen before.
 */
export function follow<Params, State>(
  model: DifferenceModel<Params, State>,
  params: DifferenceModelParams<Params>,
  observations: Tensor3D,
  actions: Tensor3D,
  state?: DifferenceModelState<State>,
): Followed<State> {
  const { B } = checkShapes('follow', { observations: [observations, 'T B X'], actions: [actions, 'T B A'] });
  return tidy(() => {
    const steps = { x: observations, a: actions } as unknown as { x: Tensor2D; a: Tensor2D };
    const [end, expected] = scan(
      (carry, { x, a }: typeof steps): [DifferenceModelState<State>, Expectation] =>
        model.step(params, carry, x, a),
      state ?? model.initialState(params, B),
      steps,
    );
    return { state: end, expected: expected as unknown as Followed<State>['expected'] };
  });
}

/**
 * Mean over all steps made of how wrong M is, `[]`, with teacher forcing: at every step it sees what really came.
 * Half the summed squared errors in their units (`gaussian`: minus the log likelihood, up to a constant), and the cross entropy
 * of pains.
 */
export function sequenceLoss<Params, State>(
  model: DifferenceModel<Params, State>,
  params: DifferenceModelParams<Params>,
  { observations, actions, pains, made }: SequenceBatch,
): Scalar {
  const { T, B, X } = checkShapes('sequenceLoss', {
    ...{ actions: [actions, 'T B A'], pains: [pains, 'T B K'], made: [made, 'T B'] },
    observations: [observations, 'S B X'],
  });
  return tidy(() => {
    const [seen, came] = [0, 1].map((from) => slice(observations, [from, 0, 0], [T, B, X]) as Tensor3D);
    const { expected } = follow(model, params, seen, actions);
    const rows = (all: Tensor): Tensor2D =>
      reshape(all, [T * B, all.shape[all.shape.length - 1]]) as Tensor2D;
    const errors = div(sub(rows(expected.next), rows(came)), tensor<Tensor1D>([...model.units]));
    const wrong = errorsOf(errors as Tensor2D, expected.logVariance && rows(expected.logVariance));
    const logits = model.pain(params, rows(expected.core), rows(came));
    const surprise = sum(sub(softplus(logits), mul(logits, rows(pains))), 1);
    const on = reshape(made, [T * B]);
    return div(sum(mul(add(wrong, surprise), on)), sum(on)) as Scalar;
  });
}

/** `[N]`, of errors `[N, X]` in their units. */
function errorsOf(errors: Tensor2D, logVariance?: Tensor2D): Tensor1D {
  if (logVariance === undefined) return mul(sum(square(errors), 1), 0.5) as Tensor1D;
  const scaled = mul(square(errors), exp(mul(logVariance, -1)));
  return mul(sum(add(scaled, logVariance), 1), 0.5) as Tensor1D;
}

/**
 * What M expects when it sees the first `warmUp` observations only and its own predictions from then on, with the actions
 * that were taken: `[T+1−warmUp, B, X]`, from x̂(warmUp) to x̂(T). Of a gaussian M: means.
 * @param observations - `[T, B, X]` at least, of which `warmUp` are read.
 * @param actions - `[T, B, A]`.
 */
export function openLoop<Params, State>(
  model: DifferenceModel<Params, State>,
  params: DifferenceModelParams<Params>,
  observations: Tensor3D,
  actions: Tensor3D,
  warmUp: number,
): Tensor3D {
  const { T, B, X } = checkShapes('openLoop', {
    ...{ actions: [actions, 'T B A'], observations: [observations, 'S B X'] },
  });
  if (!(Number.isInteger(warmUp) && warmUp >= 1 && warmUp < T))
    throw new RangeError(`openLoop: warmUp must be a whole number in 1..${T - 1}, got ${warmUp}`);
  return tidy(() => {
    const seen = slice<Tensor3D>(observations, [0, 0, 0], [warmUp, B, X]);
    const warm = follow(model, params, seen, slice(actions, [0], [warmUp]));
    const last = slice<Tensor3D>(warm.expected.next, [warmUp - 1], [1]);
    const alone = (carry: { state: DifferenceModelState<State>; x: Tensor2D }, a: Tensor2D) => {
      const [state, { next }] = model.step(params, carry.state, carry.x, a);
      return [{ state, x: next }, next] as const;
    };
    const begin = { state: warm.state, x: reshape(last, [B, X]) as Tensor2D };
    const [, rest] = scan(alone, begin, slice(actions, [warmUp]) as Tensor as Tensor2D);
    return concat([last, rest as Tensor as Tensor3D], 0) as Tensor3D;
  });
}
