// What everything that goes through time has in common: recurrent nets, fast weights, and whatever is made of them.
import type { Key } from '../random/index.ts';
import type { Tensor2D, Tensor3D } from '../tensor-types.ts';

/**
 * A net with a state that is carried from step to step. `T` steps, `B` batch, `I` inputs, `O` outputs.
 *
 * Parameters and states are trees of tensors; each tensor of a state is `[B, …]`. Sizes are fixed when the cell is made.
 */
export interface Cell<Params, State> {
  /** Parameters at the beginning of learning. The key is consumed; the caller owns the tensors. */
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
  /** What {@link unroll} does, where a part of the work can be done for all steps at once: the same bits as step by step. */
  unroll?(params: Params, state: State, xs: Tensor3D): [state: State, ys: Tensor3D];
}

/** What runs of a cell need of it. */
export type Steps<Params, State> = Omit<Cell<Params, State>, 'init'>;
