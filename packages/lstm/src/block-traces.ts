// Learning of memory blocks on line, as in the papers of 1997 and 2000: errors flow through cells and nowhere else back in
// time, so that a cell needs one number for each of its weights, its derivative by it, carried along.
import { add, concat, mul, reshape, slice, split, sub, tidy } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';
import { blockForward } from './block-forward.ts';
import type { BlockForward, BlockShape } from './block-forward.ts';
import type { LstmState } from './states.ts';
import type { BlockParams } from './memory-blocks.ts';

/** A step, and how the present depends on the weights. */
export interface TracedStep {
  /** After the step. */
  readonly state: LstmState;
  /** After the step, for the next one. */
  readonly traces: Tensor2D;
  /**
   * The truncated gradient of what depends on the outputs of this step.
   * @param byOutputs - its derivatives by them, `[1, N]`.
   */
  gradient(byOutputs: Tensor2D): BlockParams;
}

/**
 * {@link blockForward} and the traces `∂c'/∂w`, where `u` are the sources and a gate stands for its block:
 *
 *     ∂c'/∂w_cell   = f ∂c/∂w_cell   + i g'(z_c) u
 *     ∂c'/∂w_input  = f ∂c/∂w_input  + g(z_c) i(1 − i) u
 *     ∂c'/∂w_forget = f ∂c/∂w_forget + c f(1 − f) u
 *
 * Source: Gers, Schmidhuber & Cummins 2000, section 2.3; Hochreiter & Schmidhuber 1997, appendix.
 */
export function tracedStep(
  shape: BlockShape,
  params: BlockParams,
  state: LstmState,
  traces: Tensor2D,
  x: Tensor2D,
): TracedStep {
  const forward = blockForward(shape, params, state, x);
  const { sources, i, f, written, c, h } = forward;
  const parts = [mul(written.derivative, i), mul(written.value, mul(i, sub(1, i)))];
  if (f) parts.push(mul(state.c, mul(f, sub(1, f))));
  const column = reshape(sources, [sources.size, 1]);
  const added = mul(column, concat(parts, 1));
  const kept = f ? mul(traces, concat([f, f, f], 1)) : traces;
  const next = add(kept, added) as Tensor2D;
  return {
    state: { h, c },
    traces: next,
    gradient: (byOutputs) => tidy(() => gradientOf(shape, params, forward, next, byOutputs)),
  };
}

function gradientOf(
  { blocks }: BlockShape,
  { cells }: BlockParams,
  { sources, o, read }: BlockForward,
  traces: Tensor2D,
  byOutputs: Tensor2D,
): BlockParams {
  const byCells = mul(mul(byOutputs, o), read.derivative);
  const size = o.shape[1];
  const kinds = traces.shape[1] / size;
  const repeated = concat<Tensor2D>(
    Array.from({ length: kinds }, () => byCells),
    1,
  );
  const [ofCells, ...ofGates] = split<Tensor2D>(mul(traces, repeated), kinds, 1);
  const perBlock = (all: Tensor2D): Tensor2D =>
    split<Tensor2D>(all, size / blocks, 1).reduce((sum, part) => add(sum, part));
  const open = slice(o, [0, 0], [1, blocks]);
  const byOutputGates = mul(perBlock(mul(byOutputs, read.value)), mul(open, sub(1, open)));
  const ofOutputGates = mul(reshape(sources, [sources.size, 1]), byOutputGates) as Tensor2D;
  return {
    gates: concat([...ofGates.map(perBlock), ofOutputGates], 1),
    cells: slice(ofCells, [0, 0], [cells.shape[0], size]),
  };
}
