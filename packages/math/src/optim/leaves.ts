import { describe, ShapeError } from '../errors.ts';
import { arraysEqual, formatShape } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { tensorLeaves } from '../tree.ts';
import type { FlatTree } from '../tree.ts';

/** Flattens parameters and checks that each is a float32 tensor. */
export function flattenParams<P>(optimiser: string, params: P): FlatTree<Tensor, P> {
  const flat = tensorLeaves(optimiser, 'params', params) as FlatTree<Tensor, P>;
  flat.leaves.forEach((leaf, i) => {
    if (leaf.dtype === 'float32') return;
    throw new Error(`${optimiser}: ${path('params', flat.names[i])} must be float32, got ${describe(leaf)}`);
  });
  return flat;
}

function path(argument: string, name: string): string {
  return name === '' ? argument : `${argument}.${name}`;
}

/** The leaves of `tree` in the order of the parameters, each checked against its parameter's shape. */
export function leavesLike(
  optimiser: string,
  argument: string,
  tree: unknown,
  params: FlatTree<Tensor, unknown>,
): Tensor[] {
  const flat = tensorLeaves(optimiser, argument, tree);
  const byName = new Map(flat.names.map((name, i) => [name, flat.leaves[i]]));
  if (flat.leaves.length > params.leaves.length) {
    const extra = flat.names.find((name) => !params.names.includes(name)) ?? '';
    throw new Error(`${optimiser}: ${argument} must have no leaf that params has not, got '${extra}'`);
  }
  return params.names.map((name, i) => {
    const { shape } = params.leaves[i];
    const leaf = byName.get(name);
    if (!leaf)
      throw new Error(`${optimiser}: ${path(argument, name)} must be ${formatShape(shape)}, got nothing`);
    if (!arraysEqual(leaf.shape, shape)) {
      throw new ShapeError(
        `${optimiser}: ${path(argument, name)} must be ${formatShape(shape)}, got ${describe(leaf)}`,
      );
    }
    return leaf;
  });
}
