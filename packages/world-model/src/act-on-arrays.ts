import { compile, flattenTree, tensor, tidy, values } from '@saccade/math';
import type { Tensor, Tensor2D } from '@saccade/math';
import { act } from './controller.ts';
import type { MlpParams } from './mlp.ts';

/** {@link act} on typed arrays, compiled once for each shape: acting step by step then makes no tensors. */
export interface ArrayActor {
  /**
   * What this controller does with a batch of `B` observations, as long as its parameters stay what they are.
   * @param goal - `[B·G]`. Default: none.
   * @returns a function from observations `[B·X]` to actions `[B·A]`.
   */
  of(controller: MlpParams, batch: number, goal?: Float32Array): (observation: Float32Array) => Float32Array;
  dispose(): void;
}

type OnArrays = ReturnType<ReturnType<typeof compile>['onArrays']>;

export function arrayActor(): ArrayActor {
  const compiled = compile(act);
  const known = new Map<string, OnArrays>();
  const compiledFor = (controller: MlpParams, batch: number, goal?: Float32Array): OnArrays =>
    tidy(() => {
      const rows = (list: Float32Array): Tensor2D => tensor(list, [batch, list.length / batch]);
      const [inputs] = controller.layers[0].w.shape;
      const goals = goal && rows(goal);
      const x = rows(new Float32Array(batch * (inputs - (goals?.shape[1] ?? 0))));
      return compiled.onArrays(controller, x, goals);
    });
  return {
    of: (controller, batch, goal) => {
      const { leaves } = flattenTree<MlpParams, Tensor>(controller);
      const shapes = [...leaves.map(({ shape }) => shape.join('×')), batch, goal?.length].join();
      const run = known.get(shapes) ?? compiledFor(controller, batch, goal);
      known.set(shapes, run);
      const weights = leaves.map((leaf) => values(leaf));
      const goals = goal ? [goal] : [];
      return (observation) => run(...weights, observation, ...goals)[0] as Float32Array;
    },
    dispose: compiled.dispose,
  };
}
