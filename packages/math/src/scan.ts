// Loops over time as one operation: a program, and a tape, that do not grow with their length.
import { tidy } from './engine/memory.ts';
import { describe, fail, ShapeError } from './errors.ts';
import { runLoop } from './loop.ts';
import type { Loop, LoopBody, LoopResult } from './loop.ts';
import { concat } from './ops/concat.ts';
import { reshape } from './ops/reshaping.ts';
import { slice } from './ops/slice.ts';
import { arraysEqual, formatShape } from './shapes.ts';
import type { Tensor } from './tensor-types.ts';
import type { flattenTree } from './tree.ts';
import { tensorLeaves } from './tree.ts';

/** Options of {@link scan}. */
export interface ScanOptions {
  /** From the last step to the first; outputs stay where their inputs are. Default false. */
  readonly reverse?: boolean;
  /** Number of steps, where `xs` has no tensors to tell it. */
  readonly length?: number;
  /**
   * Keep the carry of every `segment`-th step only, and compute the others anew for the gradient, segment by segment: the
   * memory of `T / segment + segment` carries for one more run forward (Chen et al. 2016; √T is best). An integer ≥ 1.
   * Gradients by the closure are summed by segments: their last bits differ. Default: keep all.
   */
  readonly segment?: number;
}

/**
 * Runs `f` step by step along the first axis of `xs`: `[carry, y_t] = f(carry, x_t)`, after JAX's `scan`.
 *
 * The gradient keeps the carry of every step, or of every `segment`-th, and computes the rest anew, so that memory grows
 * by the carry alone (Chen et al. 2016). Compiled, the step is in the program once, forward and backward, however long the loop is.
 *
 * `T` steps.
 * @param f - a pure function of two trees of tensors; what it reaches by a closure stays the same for all steps, and gets
 *   gradients.
 * @param init - the first carry. Each carry must be a tree of the same names, shapes and dtypes.
 * @param xs - a tree of tensors `[T, …]`, T ≥ 1; `f` gets them without the first axis.
 * @returns the last carry, and the tree of all outputs, `[T, …]` each. The caller owns them.
 * @throws when lengths differ, or a carry changes its names, shapes or dtypes.
 * @example
 *   const [last, states] = scan((h, x) => { const next = cell(h, x); return [next, next]; }, h0, xs);
 */
export function scan<C, X, Y>(
  f: (carry: C, x: X) => readonly [C, Y],
  init: C,
  xs: X,
  { reverse = false, length, segment }: ScanOptions = {},
): [carry: C, ys: Y] {
  const first = tensorLeaves('scan', 'init', init);
  const inputs = tensorLeaves('scan', 'xs', xs);
  const steps = countSteps(inputs.leaves, inputs.names, length);
  let outputs: ReturnType<typeof flattenTree<Y>> | undefined;
  const body: LoopBody = (carry, x) => {
    const result = f(first.unflatten(carry) as C, inputs.unflatten(x) as X);
    if (!Array.isArray(result) || result.length !== 2)
      fail('scan', 'f', 'a function that returns [carry, y]', result);
    outputs = tensorLeaves('scan', 'y', result[1]) as ReturnType<typeof flattenTree<Y>>;
    return { carry: checkedCarry(first, result[0]), y: outputs.leaves };
  };
  if (segment !== undefined && !(Number.isInteger(segment) && segment >= 1))
    fail('scan', 'segment', 'an integer ≥ 1', segment);
  const loop = { body, init: first.leaves, xs: inputs.leaves, length: steps, reverse };
  const isWhole = segment === undefined || segment >= steps;
  const result = isWhole ? runLoop(loop) : tidy(() => inSegments(loop, segment));
  return [first.unflatten(result.carry) as C, (outputs as NonNullable<typeof outputs>).unflatten(result.ys)];
}

function countSteps(xs: readonly Tensor[], names: readonly string[], length: number | undefined): number {
  const steps = length ?? xs[0]?.shape[0];
  if (steps === undefined || !Number.isInteger(steps) || steps < 1) {
    fail('scan', xs.length === 0 ? 'length' : 'xs', 'of at least one step', xs[0] ?? length);
  }
  xs.forEach((leaf, i) => {
    if (leaf.shape[0] === steps) return;
    throw new ShapeError(`scan: ${path('xs', names[i])} must be [T=${steps}, …], got ${describe(leaf)}`);
  });
  return steps;
}

const path = (argument: string, name: string): string => (name === '' ? argument : `${argument}.${name}`);

function checkedCarry(first: { leaves: Tensor[]; names: string[] }, next: unknown): Tensor[] {
  const { leaves, names } = tensorLeaves('scan', 'carry', next);
  if (names.join() !== first.names.join()) {
    throw new Error(`scan: carry must have the leaves ${first.names.join(', ')}, got ${names.join(', ')}`);
  }
  leaves.forEach((leaf, i) => {
    const { shape, dtype } = first.leaves[i];
    if (arraysEqual(leaf.shape, shape) && leaf.dtype === dtype) return;
    const expected = dtype === 'float32' ? formatShape(shape) : `${formatShape(shape)} ${dtype}`;
    throw new ShapeError(`scan: ${path('carry', names[i])} must be ${expected}, got ${describe(leaf)}`);
  });
  return leaves;
}

/** A loop over segments, of which each is a loop; the last steps may be fewer. */
function inSegments(loop: Loop, segment: number): LoopResult {
  const { body, length, reverse } = loop;
  const segments = Math.floor(length / segment);
  const whole = segments * segment;
  const ofSegments = (init: readonly Tensor[]): LoopResult => {
    const xs = loop.xs.map((x) => reshape(rowsOf(x, 0, whole), [segments, segment, ...x.shape.slice(1)]));
    const run = runLoop({
      ...{ init, xs, length: segments, reverse },
      body: (carry, x) => {
        const inner = runLoop({ body, init: carry, xs: x, length: segment, reverse });
        return { carry: inner.carry, y: inner.ys };
      },
    });
    return { ...run, ys: run.ys.map((y) => reshape(y, [whole, ...y.shape.slice(2)])) };
  };
  if (whole === length) return ofSegments(loop.init);
  const ofRest = (init: readonly Tensor[]): LoopResult =>
    runLoop({ ...loop, init, xs: loop.xs.map((x) => rowsOf(x, whole, length)), length: length - whole });
  const [first, second] = reverse ? [ofRest, ofSegments] : [ofSegments, ofRest];
  const before = first(loop.init);
  const after = second(before.carry);
  const [early, late] = reverse ? [after, before] : [before, after];
  return { carry: after.carry, ys: early.ys.map((y, i) => concat([y, late.ys[i]], 0)) };
}

/** Rows from one to before another. */
function rowsOf(x: Tensor, from: number, end: number): Tensor {
  return slice(x, [from], [end - from]);
}
