// A step of memory blocks with all that it computes on its way.
import { add, concat, matMul, mul, ones, sigmoid, slice, split, sub, tanh } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';
import type { LstmState } from './states.ts';
import type { BlockParams } from './memory-blocks.ts';

export type BlockSquash = 'paper' | 'tanh';

/** What sizes of weights do not tell. */
export interface BlockShape {
  readonly blocks: number;
  readonly forgetGate: boolean;
  readonly squash: BlockSquash;
}

/** All `[B, N]` but the sources: the gates of a block are repeated for each of its cells. */
export interface BlockForward extends LstmState {
  /** `[x | h | 1]`, `[B, M]`. */
  readonly sources: Tensor2D;
  readonly i: Tensor2D;
  /** None without forget gates. */
  readonly f: Tensor2D | undefined;
  readonly o: Tensor2D;
  /** What is written into the cells, before the input gate. */
  readonly written: Squashed;
  /** What is read of the cells, before the output gate. */
  readonly read: Squashed;
}

/** Values of a squashing function and its derivatives there. */
export interface Squashed {
  readonly value: Tensor2D;
  readonly derivative: Tensor2D;
}

/** The shapes must be right. Leaves what is between, so that a `tidy` should be around it. */
export function blockForward(
  { blocks, forgetGate, squash }: BlockShape,
  { gates, cells }: BlockParams,
  { h, c }: LstmState,
  x: Tensor2D,
): BlockForward {
  const [batch, size] = c.shape;
  const sources = concat<Tensor2D>([x, h, ones([batch, 1])], 1);
  const perCell = (gate: Tensor2D): Tensor2D =>
    concat<Tensor2D>(
      Array.from({ length: size / blocks }, () => gate),
      1,
    );
  const opened = split<Tensor2D>(sigmoid(matMul(sources, gates)), forgetGate ? 3 : 2, 1).map(perCell);
  const [i, f, o] = forgetGate ? opened : [opened[0], undefined, opened[1]];
  const unbiased = slice<Tensor2D>(sources, [0, 0], [batch, cells.shape[0]]);
  const written = squashed(matMul(unbiased, cells), squash, 2);
  const next = add(f ? mul(f, c) : c, mul(i as Tensor2D, written.value)) as Tensor2D;
  const read = squashed(next, squash, 1);
  return {
    ...{ sources, i: i as Tensor2D, f, o: o as Tensor2D, written, read },
    ...{ c: next, h: mul(o as Tensor2D, read.value) },
  };
}

/** `paper`: 2·height·σ(x) − height; `tanh`. */
function squashed(x: Tensor2D, squash: BlockSquash, height: number): Squashed {
  if (squash === 'tanh') {
    const value = tanh(x);
    return { value, derivative: sub(1, mul(value, value)) };
  }
  const logistic = sigmoid(x);
  return {
    value: sub(mul(logistic, 2 * height), height),
    derivative: mul(mul(logistic, 2 * height), sub(1, logistic)),
  };
}
