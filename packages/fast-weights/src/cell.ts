import { checkShapes, scan, tidy } from '@saccade/math';
import type { Key, Tensor, Tensor2D, Tensor3D } from '@saccade/math';

/**
 * A net with a state that is carried from step to step, for instance its fast weights: the shape of cells in
 * `@saccade/lstm`, too, so that what works on one works on the other.
 *
 * `T` steps, `B` batch, `I` inputs, `O` outputs. Parameters and states are trees of tensors. Sizes are fixed when a cell is made.
 */
export interface Cell<Params, State> {
  /** Slow weights at the beginning of learning. The key is consumed; the caller owns the tensors. */
  init(key: Key): Params;
  /** The state before the first step. The caller owns the tensors. */
  initialState(params: Params, batch: number): State;
  /**
   * One step. All arguments are read only.
   * @param x - `[B, I]`.
   * @returns the state after the step, and the output `[B, O]`, which may be a tensor of the state. The caller owns them.
   * @throws {@link ShapeError} naming the argument that disagrees.
   */
  step(params: Params, state: State, x: Tensor2D): [state: State, y: Tensor2D];
  /** What {@link unroll} does, where a part of the work can be done for all steps at once. */
  unroll?(params: Params, state: State, xs: Tensor3D): [state: State, ys: Tensor3D];
}

/** What a cell makes of a sequence. */
export interface Unrolled<State> {
  /** After the last step. */
  readonly state: State;
  /** `[T, B, O]` */
  readonly outputs: Tensor3D;
}

/**
 * Runs a cell over sequences, as one loop of a compiled program: the same bits as step by step.
 *
 * @param xs - `[T, B, I]`, T ≥ 1.
 * @param state - before the first step. Default: that of `cell.initialState`.
 * @returns the last state and all outputs. The caller owns them.
 */
export function unroll<Params, State>(
  cell: Cell<Params, State>,
  params: Params,
  xs: Tensor3D,
  { state }: { readonly state?: State } = {},
): Unrolled<State> {
  const { B } = checkShapes('unroll', { xs: [xs, 'T B I'] });
  return tidy(() => {
    const first = state ?? cell.initialState(params, B);
    const whole = cell.unroll ?? looped(cell);
    const [last, outputs] = whole(params, first, xs);
    return { state: last, outputs };
  });
}

function looped<Params, State>({ step }: Cell<Params, State>): Required<Cell<Params, State>>['unroll'] {
  return (params, state, xs) => {
    const next = (carry: State, x: Tensor) => step(params, carry, x as Tensor2D) as [State, Tensor];
    return scan(next, state, xs as Tensor) as [State, Tensor3D];
  };
}
