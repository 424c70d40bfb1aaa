import { tensor, values } from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';
import { flattenTree } from '../../src/tree.ts';

export interface Values {
  readonly w: readonly number[];
  readonly b: readonly number[];
}

export interface Params {
  readonly w: Tensor;
  readonly b: Tensor;
}

/** The two leaves of the reference task, `[3, 2]` and `[4]`. */
export function makeParams({ w, b }: Values): Params {
  return { w: tensor([...w], [3, 2]), b: tensor([...b], [4]) };
}

/** The values of every leaf under its name. */
export function leavesOf(tree: unknown): Record<string, number[]> {
  const { leaves, names } = flattenTree<Tensor>(tree as Tensor);
  return Object.fromEntries(names.map((name, i) => [name, Array.from(values(leaves[i]))]));
}
