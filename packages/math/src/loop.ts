// Loops on lists of tensors, with gradients.
import { freshTensor, withAlive } from './engine/alias.ts';
import { backpropagateFrom } from './engine/backpropagate.ts';
import { capturing } from './engine/capture.ts';
import { tidy } from './engine/memory.ts';
import {
  isRecording,
  reachedBy,
  recordCustom,
  releaseRecording,
  saveTensor,
  startRecording,
  stopRecording,
  unrecorded,
  watch,
} from './engine/tape.ts';
import type { Reached } from './engine/tape.ts';
import { add } from './ops/arithmetic.ts';
import { zeros } from './ops/making.ts';
import type { Dtype } from './ops/making.ts';
import { reshape } from './ops/reshaping.ts';
import { slice } from './ops/slice.ts';
import { stack } from './ops/stack.ts';
import type { Tensor } from './tensor-types.ts';

/** One step on lists of tensors: what is carried on, and what comes out. */
export type LoopBody = (
  carry: readonly Tensor[],
  x: readonly Tensor[],
) => { readonly carry: readonly Tensor[]; readonly y: readonly Tensor[] };

/** A loop on lists of tensors. */
export interface Loop {
  readonly body: LoopBody;
  readonly init: readonly Tensor[];
  /** Each `[T, …]`. */
  readonly xs: readonly Tensor[];
  readonly length: number;
  readonly reverse: boolean;
}

/** What a loop ends with: the last carry, and the outputs of all steps, each `[T, …]`. */
export interface LoopResult {
  readonly carry: readonly Tensor[];
  readonly ys: readonly Tensor[];
}

/** Runs a loop; its results are the caller's. Whoever records a gradient gets that of the loop as a whole. */
export function runLoop(loop: Loop): LoopResult {
  return isRecording() ? recordedLoop(loop) : plainLoop(loop);
}

/** The loop without gradients. */
function plainLoop(loop: Loop): LoopResult {
  const listener = capturing();
  return listener === undefined ? stepByStep(loop, loop.init, []) : listener.loops(loop);
}

/**
 * Runs a loop operation by operation, from a carry on.
 * @param done - outputs of the steps that have been made already, which are used up.
 */
export function stepByStep(
  { body, xs, length, reverse }: Loop,
  init: readonly Tensor[],
  done: readonly (readonly Tensor[])[],
): LoopResult {
  return tidy(() => {
    const outputs = [...done];
    let carry = init;
    for (let step = done.length; step < length; step++) {
      const at = reverse ? length - 1 - step : step;
      // Handles of our own, as a step may hand on what belongs to others.
      const next = tidy(() => {
        const made = body(carry, rowsAt(xs, at));
        return { carry: made.carry.map(freshTensor), y: made.y.map(freshTensor) };
      });
      if (carry !== init) for (const old of carry) old.dispose();
      carry = next.carry;
      outputs.push(next.y);
    }
    if (reverse) outputs.reverse();
    const ys = outputs[0].map((_, i) => stack(outputs.map((y) => y[i])));
    return { carry: carry === init ? carry.map(freshTensor) : carry, ys };
  });
}

/** Row number `at` of each tensor, `[T, …]`. */
export function rowsAt(xs: readonly Tensor[], at: number): Tensor[] {
  return xs.map((x) => reshape(slice(x, [at], [1]), x.shape.slice(1)));
}

/** The loop with a gradient of its own: a loop backwards, which runs each step again before it goes back through it. */
function recordedLoop(loop: Loop): LoopResult {
  const { init, xs, body, length, reverse } = loop;
  const { closure, constants } = reachedByBody(loop);
  const { carry, ys } = unrecorded(() =>
    plainLoop({
      ...loop,
      body: (before, x) => {
        const step = body(before, x);
        return { carry: step.carry, y: [...step.y, ...before.map(freshTensor)] };
      },
    }),
  );
  const carries = ys.slice(ys.length - init.length).map((each) => Object.assign(each, { kept: true }));
  const outs = ys.slice(0, ys.length - init.length);
  const kept = [...xs, ...closure, ...constants].map(saveTensor);
  const gradient = (dys: (Tensor | null)[]): Record<string, () => Tensor> =>
    backwardLoop({
      ...{ body, closure, constants, carries, length, reverse },
      xs: kept.slice(0, xs.length),
      dCarry: dys.slice(0, init.length).map((dy, i) => dy ?? zerosOf(init[i])),
      dYs: dys.slice(init.length, init.length + outs.length),
      dCarries: dys.slice(init.length + outs.length),
    });
  const named = Object.fromEntries([...init, ...xs, ...closure].map((tensor, i) => [String(i), tensor]));
  // The carries are outputs too: second derivatives go through them.
  recordCustom('Scan', named, [...carry, ...outs, ...carries], gradient, [...carries, ...kept]);
  return { carry, ys: outs };
}

/** What the body reaches from outside of the loop. */
function reachedByBody({ body, init, xs }: Loop): Reached {
  return tidy(() => {
    const [carry, x] = [init.map(freshTensor), rowsAt(xs, 0).map(freshTensor)];
    const returned = (): Tensor[] => {
      const step = body(carry, x);
      return [...step.carry, ...step.y];
    };
    return reachedBy(returned, [...carry, ...x]);
  });
}

const zerosOf = ({ shape, dtype }: Tensor): Tensor => zeros(shape, dtype as Dtype);

interface Backward extends Omit<Loop, 'init'>, Reached {
  /** Carries before each step, `[T, …]`. */
  readonly carries: readonly Tensor[];
  /** Gradients of the last carry, and where there are any, of the outputs and of the carries before each step. */
  readonly dCarry: readonly Tensor[];
  readonly dYs: readonly (Tensor | null)[];
  readonly dCarries: readonly (Tensor | null)[];
}

/** Gradients by the number of the input: init, xs, closure. */
function backwardLoop(backward: Backward): Record<string, () => Tensor> {
  const { carries, closure, constants, dCarry, dYs, dCarries, xs, length, reverse } = backward;
  const [carry, x, given] = [carries.length, xs.length, isGiven([...dYs, ...dCarries])];
  const result = runLoop({
    body: (sums, rows) => {
      const dRows = spread(rows.slice(carry + x), given);
      const grads = withAlive([...closure, ...constants], () =>
        stepGradients(backward, rows.slice(0, carry), rows.slice(carry, carry + x), [
          ...sums.slice(0, carry),
          ...dRows,
        ]),
      );
      const total = closure.map((_, i) => add(sums[carry + i], grads[carry + x + i]));
      return { carry: [...grads.slice(0, carry), ...total], y: grads.slice(carry, carry + x) };
    },
    init: [...dCarry, ...closure.map(zerosOf)],
    xs: [...carries, ...xs, ...[...dYs, ...dCarries].filter((dy) => dy !== null)],
    length,
    reverse: !reverse,
  });
  const all = [...result.carry.slice(0, carry), ...result.ys, ...result.carry.slice(carry)];
  return Object.fromEntries(all.map((dx, i) => [String(i), () => dx]));
}

const isGiven = (list: readonly (Tensor | null)[]): boolean[] => list.map((dy) => dy !== null);

/** The rows one after the other where one is given, else undefined. */
function spread(rows: readonly Tensor[], given: readonly boolean[]): (Tensor | undefined)[] {
  let next = 0;
  return given.map((is) => (is ? rows[next++] : undefined));
}

/**
 * Gradients of one step by its carry, its input and the closure.
 * @param given - gradients of the next carry, of the outputs and of the carry before the step, where there are any.
 */
function stepGradients(
  { body, closure }: Pick<Backward, 'body' | 'closure'>,
  carry: readonly Tensor[],
  x: readonly Tensor[],
  given: readonly (Tensor | undefined)[],
): Tensor[] {
  const run = (): Tensor[] => {
    const own = [...carry, ...x].map(watch);
    const sources = [...own, ...closure];
    const recording = startRecording(sources);
    try {
      const step = recorded(() => body(own.slice(0, carry.length), own.slice(carry.length)));
      const outputs = [...step.carry, ...step.y, ...own.slice(0, carry.length)];
      const seeds = outputs.flatMap((output, i) => {
        const gradient = given[i];
        return gradient === undefined ? [] : [[output, watch(gradient)] as const];
      });
      const gradients = backpropagateFrom(seeds, sources, recording);
      return gradients.map((gradient, i) => gradient ?? zerosOf(sources[i]));
    } finally {
      releaseRecording(recording);
    }
  };
  // Within a gradient that nobody records, this recording must not end that of the caller.
  return isRecording() ? run() : unrecorded(run);
}

function recorded<T>(f: () => T): T {
  try {
    return f();
  } finally {
    stopRecording();
  }
}
