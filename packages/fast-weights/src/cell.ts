import { scan } from '@saccade/math';
import type { Key, Tensor, Tensor2D, Tensor3D } from '@saccade/math';

/**
 * A net with a state that is carried from step to step, for instance its fast weights. Sizes are given when it is made.
 *
 * `B` batch, `I` inputs, `O` outputs.
 */
export interface Cell<Params, State> {
  /** Slow weights at the beginning of learning; the key is consumed. The caller owns them. */
  init(key: Key): Params;
  /** The state before the first step. The caller owns it. */
  initialState(params: Params, batch: number): State;
  /** One step: `x [B, I]` to the next state and `y [B, O]`, which the caller owns. */
  step(params: Params, state: State, x: Tensor2D): [state: State, y: Tensor2D];
}

/**
 * A cell over a sequence, from the first step to the last, as one loop of a compiled program.
 *
 * `T` steps.
 * @param xs - `[T, B, I]`.
 * @returns the last state, and the outputs `[T, B, O]`: the same bits as step by step. The caller owns them.
 */
export function unroll<Params, State>(
  cell: Pick<Cell<Params, State>, 'step'>,
  params: Params,
  state: State,
  xs: Tensor3D,
): [state: State, ys: Tensor3D] {
  const [last, ys] = scan(
    (carry: State, x: Tensor) => cell.step(params, carry, x as Tensor2D) as [State, Tensor],
    state,
    xs as Tensor,
  );
  return [last, ys as Tensor3D];
}
