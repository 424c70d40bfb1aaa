// A cell over a sequence: one operation, whose program and tape do not grow with its length.
import { checkShapes } from '../check-shapes.ts';
import { tidy } from '../engine/memory.ts';
import { reshape } from '../ops/reshaping.ts';
import { unstack } from '../ops/split.ts';
import { stack } from '../ops/stack.ts';
import { where } from '../ops/where.ts';
import { scan } from '../scan.ts';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '../tensor-types.ts';
import { flattenTree, zipTrees } from '../tree.ts';
import type { Steps } from './cell.ts';

/** Options of {@link unroll}. */
export interface UnrollOptions<State> {
  /** The state before the first step. Default: that of {@link Cell.initialState}. */
  readonly state?: State;
  /**
   * bool, `[T, B]`: where a sequence goes on. Elsewhere its state stays as it is and its output is 0, so that sequences of
   * different lengths go side by side. Default: everywhere.
   */
  readonly mask?: Tensor2D;
  /** Memory for gradients: see `segment` of `scan`. Default: all states are kept. */
  readonly segment?: number;
  /**
   * Writes every step out instead of looping: gradients need no step anew, which makes training up to twice as fast, but
   * tape and program grow with T, and so does the time to compile. For some 100 steps at most. Default false.
   */
  readonly expand?: boolean;
}

/** What a cell makes of a sequence. */
export interface Unrolled<State> {
  /** After the last step. */
  readonly state: State;
  /** `[T, B, O]` */
  readonly outputs: Tensor3D;
}

/** And all that it was in between. */
export interface UnrolledStates<State> extends Unrolled<State> {
  /** The state after each step: each tensor `[T, B, …]`. */
  readonly states: State;
}

/**
 * Runs a cell over sequences. `T` steps, `B` batch, `I` inputs, `O` outputs.
 * @param xs - `[T, B, I]`, T ≥ 1.
 * @returns the last state and all outputs. The caller owns them.
 */
export function unroll<Params, State>(
  cell: Steps<Params, State>,
  params: Params,
  xs: Tensor3D,
  options: UnrollOptions<State> = {},
): Unrolled<State> {
  return tidy(() => {
    const { state: first, ...others } = options;
    if (cell.unroll !== undefined && Object.values(others).every((value) => value === undefined)) {
      const { B } = checkShapes('unroll', { xs: [xs, 'T B I'] });
      const [state, outputs] = cell.unroll(params, first ?? cell.initialState(params, B), xs);
      return { state, outputs };
    }
    const [state, outputs] = run('unroll', cell, params, xs, options, (_, output) => output);
    return { state, outputs: outputs as Tensor as Tensor3D };
  });
}

/** {@link unroll}, and the states of all steps. */
export function unrollStates<Params, State>(
  cell: Steps<Params, State>,
  params: Params,
  xs: Tensor3D,
  options: UnrollOptions<State> = {},
): UnrolledStates<State> {
  return tidy(() => {
    const pick = (states: State, outputs: Tensor2D) => ({ states, outputs });
    const [state, kept] = run('unrollStates', cell, params, xs, options, pick);
    return { state, outputs: kept.outputs as Tensor as Tensor3D, states: kept.states };
  });
}

function run<Params, State, Y>(
  name: string,
  cell: Steps<Params, State>,
  params: Params,
  xs: Tensor3D,
  { state, mask, segment, expand }: UnrollOptions<State>,
  pick: (state: State, output: Tensor2D) => Y,
): [State, Y] {
  const { B } = checkShapes(name, { xs: [xs, 'T B I'], ...(mask && { mask: [mask, 'T B'] }) });
  const loop = expand ? expanded : scan;
  const first = state ?? cell.initialState(params, B);
  if (mask === undefined) {
    const step = (carry: State, x: Tensor2D): [State, Y] => {
      const [next, output] = cell.step(params, carry, x);
      return [next, pick(next, output)];
    };
    return loop(step, first, xs as Tensor as Tensor2D, { segment });
  }
  const step = (carry: State, { x, on }: { x: Tensor2D; on: Tensor1D }): [State, Y] => {
    const [next, output] = cell.step(params, carry, x);
    const held = zipTrees((after, before) => inRows(on, after, before), next, carry);
    return [held, pick(held, inRows(on, output, 0))];
  };
  return loop(step, first, { x: xs as Tensor as Tensor2D, on: mask as Tensor as Tensor1D }, { segment });
}

/** What `scan` does, step by step. */
function expanded<C, X, Y>(f: (carry: C, x: X) => readonly [C, Y], init: C, xs: X): [carry: C, ys: Y] {
  const { leaves, unflatten } = flattenTree(xs);
  const columns = leaves.map((leaf) => unstack(leaf));
  let carry = init;
  const outputs = columns[0].map((_, t) => {
    const [next, y] = f(carry, unflatten(columns.map((column) => column[t])) as X);
    carry = next;
    return y;
  });
  return [carry, zipTrees((...steps: Tensor[]) => stack(steps), outputs[0], ...outputs.slice(1))];
}

/** `[B, …]`: rows of `a` where `on [B]` holds, of `b` elsewhere. */
function inRows<T extends Tensor>(on: Tensor1D, a: T, b: T | 0): T {
  return where<T>(reshape(on, [a.shape[0], ...a.shape.slice(1).map(() => 1)]), a, b);
}
