import { compile, flattenTree, tidy, values, zeros } from '@saccade/math';
import type { Tensor, Tensor2D, TensorArray } from '@saccade/math';
import type { HeadedParams } from './headed-cell.ts';
import type { RecurrentController } from './recurrent-controller.ts';

/** A controller with a memory on typed arrays, compiled once for each number of episodes. */
export interface CellActor<P> {
  /**
   * A controller that has seen nothing yet, for `B` episodes side by side, with parameters as they are now.
   * @returns a function to be called with each observation `[B·X]` in turn; it gives the actions `[B·A]`, without chance.
   */
  of(params: HeadedParams<P>, batch: number): (observation: Float32Array) => Float32Array;
  /** Frees its memory. What {@link of} gave must not be called any more. */
  dispose(): void;
}

/** Lets a controller act that does not feel. */
export function cellActor<P, S>(controller: RecurrentController<P, S>): CellActor<P> {
  if (controller.feels) throw new Error('cellActor: controller must not feel; take actor for one that does');
  const step = compile((params: HeadedParams<P>, state: S, x: Tensor2D): [S, Tensor2D] => {
    const [next, z] = controller.step(params, state, x);
    return [next, controller.actSurely(z)];
  });
  const known = new Map<number, ReturnType<typeof step.onArrays>>();
  const arraysOf = (tree: unknown): TensorArray[] =>
    flattenTree<unknown, Tensor>(tree).leaves.map((leaf) => values(leaf));
  return {
    of: (params, batch) =>
      tidy(() => {
        const begin = controller.initialState(params, batch);
        const seen = zeros<Tensor2D>([batch, controller.observationSize]);
        const run = known.get(batch) ?? step.onArrays(params, begin, seen);
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
