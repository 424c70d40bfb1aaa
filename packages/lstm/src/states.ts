import type { Tensor2D } from '@saccade/math';

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
