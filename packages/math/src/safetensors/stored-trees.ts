import { describe } from '../errors.ts';
import { tensor } from '../ops/making.ts';
import { values } from '../ops/reading.ts';
import { arraysEqual, formatShape } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { disposeTree, flattenTree, tensorLeaves } from '../tree.ts';
import { quote } from './safetensors-error.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { exactValues } from './stored-values.ts';

const STORED_DTYPE = { float32: 'F32', int32: 'I32', bool: 'BOOL' } as const;

/**
 * The tensors of a tree by their names, `layers.0.w`, as host values that a file can hold. A tree that is one tensor has
 * the name ''.
 *
 * @param tree - a tensor, or arrays and objects of tensors, however nested. Read only; still owned by the caller.
 * @throws when two leaves have one name, as in `{ 'a.b': x, a: { b: y } }`.
 */
export function toStored(tree: unknown): Record<string, StoredTensor> {
  const { leaves, names } = tensorLeaves('toStored', 'tree', tree);
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined) {
    throw new Error(`toStored: tree must have one leaf of each name, got two of ${quote(repeated)}`);
  }
  return Object.fromEntries(leaves.map((leaf, i) => [names[i] as string, storedFrom(leaf)]));
}

function storedFrom(leaf: Tensor): StoredTensor {
  const dtype = STORED_DTYPE[leaf.dtype as keyof typeof STORED_DTYPE];
  return { dtype, shape: [...leaf.shape], data: values(leaf) } as StoredTensor;
}

/**
 * A tree of new tensors with the structure of `like` and the values of stored ones of the same names, as `toStored`
 * gives them. Small floats and integers (F16, BF16, I8, U8, I16, U16) widen to float32 and int32.
 *
 * @param stored - by name: those of the leaves of `like`, and no others.
 * @param like - a tree of tensors of the wanted shapes and dtypes. Read only.
 * @returns new tensors, which the caller disposes.
 * @throws naming the tensor that is missing, left over, or of another shape or dtype.
 */
export function fromStored<P>(stored: Readonly<Record<string, StoredTensor>>, like: P): P {
  const { leaves, names } = tensorLeaves('fromStored', 'like', like);
  const unknown = Object.keys(stored).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(`fromStored: stored must have the names of like only, got ${quote(unknown)}`);
  }
  const made: Tensor[] = [];
  try {
    for (const [i, leaf] of leaves.entries()) made.push(tensorFrom(stored, names[i] as string, leaf));
  } catch (error) {
    disposeTree(made);
    throw error;
  }
  return flattenTree(like).unflatten(made);
}

function tensorFrom(stored: Readonly<Record<string, StoredTensor>>, name: string, leaf: Tensor): Tensor {
  const source = Object.hasOwn(stored, name) ? (stored[name] as StoredTensor) : undefined;
  const exact = source && exactValues(source);
  if (exact?.dtype === leaf.dtype && source && arraysEqual(source.shape, leaf.shape)) {
    return tensor(exact.values, source.shape, exact.dtype);
  }
  const got = source ? `${formatShape(source.shape)} ${source.dtype}` : 'none';
  throw new Error(`fromStored: stored ${quote(name)} must be ${describe(leaf)}, got ${got}`);
}
