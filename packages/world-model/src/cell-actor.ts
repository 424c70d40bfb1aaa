import { compile, flattenTree, tidy, values, zeros } from '@saccade/math';
import type { Steps, Tensor, TensorArray } from '@saccade/math';

/** A controller with a memory on typed arrays, compiled once for each number of episodes. */
export interface CellActor<Params> {
  /**
   * A controller that has seen nothing yet, for `B` episodes side by side, with parameters as they are now.
   * @returns a function to be called with each observation `[B·X]` in turn; it gives the actions `[B·A]`.
   */
  of(params: Params, batch: number): (observation: Float32Array) => Float32Array;
  /** Frees its memory. What {@link of} gave must not be called any more. */
  dispose(): void;
}

/**
 * Acts by a cell from observations to actions.
 * @param inputs - `X`, numbers of an observation.
 */
export function cellActor<Params, State>(cell: Steps<Params, State>, inputs: number): CellActor<Params> {
  const step = compile(cell.step);
  const known = new Map<number, ReturnType<typeof step.onArrays>>();
  const arraysOf = (tree: unknown): TensorArray[] =>
    flattenTree<unknown, Tensor>(tree).leaves.map((leaf) => values(leaf));
  return {
    of: (params, batch) =>
      tidy(() => {
        const begin = cell.initialState(params, batch);
        const run = known.get(batch) ?? step.onArrays(params, begin, zeros([batch, inputs]));
        known.set(batch, run);
        const weights = arraysOf(params);
        let state = arraysOf(begin);
        return (observation) => {
          const results = run(...weights, ...state, observation);
          const action = results.pop() as Float32Array;
          state = results;
          return action;
        };
      }),
    dispose: step.dispose,
  };
}
