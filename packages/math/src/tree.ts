// Trees: leaves in nested arrays and plain objects. Parameters, gradients and optimiser states are trees of tensors.
// A leaf is anything that is neither an array nor a plain object; undefined and null are no leaves, but nothing.
// Children come in the order in which they stand in the array or object.
import { describe, isTensorLike } from './errors.ts';
import type { Tensor } from './tensor-types.ts';

export type Tree<T> = T | readonly Tree<T>[] | { readonly [name: string]: Tree<T> };

export interface FlatTree<T, P = Tree<T>> {
  readonly leaves: T[];
  /** Path of each leaf, `layers.0.w`; empty for a tree that is one leaf. */
  readonly names: string[];
  /** Builds a tree of the same structure from as many other leaves. */
  readonly unflatten: (leaves: readonly T[]) => P;
}

/**
 * A tree of the same structure, with `f(leaf, name)` at each leaf.
 *
 * The first form keeps the type of a tree of tensors.
 */
export function mapTree<P>(f: (leaf: Tensor, name: string) => Tensor, tree: P): P;
export function mapTree<A, B>(f: (leaf: A, name: string) => B, tree: Tree<A>): Tree<B>;
export function mapTree(f: (leaf: never, name: string) => unknown, tree: unknown): unknown {
  return walk(tree, '', f as (leaf: unknown, name: string) => unknown);
}

function walk(node: unknown, name: string, f: (leaf: unknown, name: string) => unknown): unknown {
  if (node === undefined || node === null) return node;
  const below = (key: string | number): string => (name === '' ? `${key}` : `${name}.${key}`);
  if (Array.isArray(node)) return node.map((child, i) => walk(child, below(i), f));
  if (!isBranch(node)) return f(node, name);
  const entries = Object.entries(node).map(([key, child]) => [key, walk(child, below(key), f)]);
  return Object.fromEntries(entries);
}

function isBranch(node: unknown): node is Record<string, unknown> {
  if (typeof node !== 'object' || node === null) return false;
  const prototype: unknown = Object.getPrototypeOf(node);
  return prototype === Object.prototype || prototype === null;
}

/**
 * A tree of the same structure, with `f(leaf of first, leaf of second, …)` at each leaf. Children of objects are
 * matched by name.
 *
 * @throws when the trees differ in structure, naming the leaf.
 */
export function zipTrees<P>(f: (...leaves: Tensor[]) => Tensor, first: P, ...others: readonly P[]): P;
export function zipTrees<A, B>(
  f: (...leaves: A[]) => B,
  first: Tree<A>,
  ...others: readonly Tree<A>[]
): Tree<B>;
export function zipTrees(f: (...leaves: never[]) => unknown, first: unknown, ...others: unknown[]): unknown {
  const flat = others.map((other) => leavesByName(other));
  let count = 0;
  const result = walk(first, '', (leaf, name) => {
    count++;
    const rest = flat.map((leaves, i) => {
      if (!leaves.has(name)) throw mismatch(i + 2, `a leaf at '${name}', as the first has`, 'none');
      return leaves.get(name);
    });
    return f(...([leaf, ...rest] as never[]));
  });
  flat.forEach((leaves, i) => {
    if (leaves.size !== count) throw mismatch(i + 2, `${count} leaves, as the first has`, `${leaves.size}`);
  });
  return result;
}

const mismatch = (number: number, expected: string, got: string): Error =>
  new Error(`zipTrees: tree ${number} must have ${expected}, got ${got}`);

function leavesByName(tree: unknown): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  walk(tree, '', (leaf, name) => leaves.set(name, leaf));
  return leaves;
}

/**
 * The leaves of a tree in order, their names, and the way back. That the leaves are tensors, or of the type `T` that
 * is given, is the caller's claim.
 */
export function flattenTree<P, T = Tensor>(tree: P): FlatTree<T, P> {
  const leaves: T[] = [];
  const names: string[] = [];
  walk(tree, '', (leaf, name) => {
    leaves.push(leaf as T);
    names.push(name);
  });
  const unflatten = (others: readonly T[]): P => {
    if (others.length !== leaves.length) {
      throw new Error(`unflatten: leaves must be ${leaves.length}, got ${others.length}`);
    }
    let next = 0;
    return walk(tree, '', () => others[next++]) as P;
  };
  return { leaves, names, unflatten };
}

/** Disposes every tensor of a tree, or a single tensor. Leaves that are no tensors are passed over. */
export function disposeTree(tree: unknown): void {
  walk(tree, '', (leaf) => {
    if (isTensorLike(leaf)) leaf.dispose();
  });
}

/** The leaves and names of a tree of tensors; throws naming the first leaf that is none. */
export function tensorLeaves(name: string, argument: string, tree: unknown): FlatTree<Tensor, unknown> {
  const flat = flattenTree(tree);
  flat.leaves.forEach((leaf, i) => {
    if (isTensorLike(leaf)) return;
    const path = flat.names[i] === '' ? argument : `${argument}.${flat.names[i]}`;
    throw new Error(`${name}: ${path} must be a tensor, got ${describe(leaf)}`);
  });
  return flat;
}
