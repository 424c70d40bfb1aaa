// Step by step on typed arrays, for ever: no tensors are made, and memory stays what it is.
import { compile } from '../compile/compile.ts';
import { tidy } from '../engine/memory.ts';
import { mul } from '../ops/arithmetic.ts';
import { tensor, zeros } from '../ops/making.ts';
import { values } from '../ops/reading.ts';
import type { TensorArray } from '../ops/reading.ts';
import { sum } from '../ops/reductions.ts';
import { stack } from '../ops/stack.ts';
import type { Tensor, Tensor2D } from '../tensor-types.ts';
import { flattenTree } from '../tree.ts';
import type { Steps } from './cell.ts';
import { DivergedError } from './diverged-error.ts';

/** Options of {@link stream}. */
export interface StreamOptions<State> {
  /** `I`, width of the inputs. */
  readonly inputs: number;
  /** `B`, streams side by side. Default 1. */
  readonly batch?: number;
  /** Where they begin; read only. Default: the first state of the cell. */
  readonly state?: State;
}

/** A net that runs for as long as it is fed, with parameters that stay. */
export interface Stream<State> {
  /**
   * One step of time.
   * @param x - `[B·I]`, read only and not kept.
   * @returns the outputs, a new array `[B·O]`.
   * @throws {@link DivergedError} at the first step after which a number of the state or the output is not finite.
   */
  step(x: Float32Array): Float32Array;
  /** Begins anew. */
  reset(): void;
  /** The present state, as new tensors that the caller owns: where another stream, or `unroll`, may go on. */
  state(): State;
  /** Frees its memory. It must not be used any more. */
  dispose(): void;
}

/**
 * Compiles a cell for running step by step: a few microseconds a step for a small net.
 * @param params - as they are now: changing or disposing them later does not change the stream.
 */
export function stream<Params, State>(
  cell: Steps<Params, State>,
  params: Params,
  { inputs, batch = 1, state }: StreamOptions<State>,
): Stream<State> {
  const step = compile((before: State, x: Tensor2D) => {
    const [after, output] = cell.step(params, before, x);
    return [after, output, finiteness(after, output)] as const;
  });
  const { run, first, shapes, names, unflatten } = tidy(() => {
    const begin = state ?? cell.initialState(params, batch);
    const { leaves, ...flat } = flattenTree<State, Tensor>(begin);
    const onArrays = step.onArrays(begin, zeros([batch, inputs]));
    return {
      ...flat,
      run: onArrays,
      first: leaves.map((leaf) => values(leaf)),
      shapes: leaves.map((leaf) => leaf.shape),
    };
  });
  let [present, steps]: [TensorArray[], number] = [first, 0];
  return {
    step: (x) => {
      const results = run(...present, x);
      const probes = results.pop() as Float32Array;
      const output = results.pop() as Float32Array;
      steps++;
      const bad = probes.findIndex((probe) => probe !== 0);
      if (bad >= 0) throw new DivergedError(steps, bad < names.length ? `state.${names[bad]}` : 'output');
      present = results;
      return output;
    },
    reset: () => void ([present, steps] = [first, 0]),
    state: () => unflatten(present.map((array, i) => tensor(array, shapes[i]))),
    dispose: step.dispose,
  };
}

/** For each tensor of the state, and for the output, 0 where all its numbers are finite, and NaN elsewhere. */
function finiteness<State>(state: State, output: Tensor): Tensor {
  const { leaves } = flattenTree<State, Tensor>(state);
  return stack([...leaves, output].map((leaf) => sum(mul(leaf, 0))));
}
