// What all recurrent nets have in common. Other packages have cells of the same shape, and what works on one of these
// works on theirs.
import type { Key, Tensor2D } from '@saccade/math';

/**
 * A recurrent net, one step of time at once. `B` batch, `I` inputs, `H` outputs.
 *
 * Parameters and states are trees of tensors; each tensor of a state is `[B, …]`. Sizes are fixed when the cell is made.
 */
export interface Cell<Params, State> {
  /** Random parameters. The key is consumed; the caller owns the tensors. */
  init(key: Key): Params;
  /** The state before the first step. The caller owns the tensors. */
  initialState(params: Params, batch: number): State;
  /**
   * One step: the next state and the output. All arguments are read only.
   * @param x - `[B, I]`.
   * @returns the state after the step, and the output `[B, H]`, which may be a tensor of the state. The caller owns them.
   * @throws ShapeError naming the argument that disagrees.
   */
  step(params: Params, state: State, x: Tensor2D): [State, Tensor2D];
}

/** The state of a net that has nothing but its outputs. */
export interface HiddenState {
  /** `[B, H]` */
  readonly h: Tensor2D;
}

/** The state of an LSTM. */
export interface LstmState extends HiddenState {
  /** Of the memory cells, `[B, H]`. */
  readonly c: Tensor2D;
}
