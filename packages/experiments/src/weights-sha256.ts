import { flattenTree, values, writeSafetensors } from '@saccade/math';
import type { StoredTensor, Tensor, Tree } from '@saccade/math';

/** The tensors of a tree by name, `layers.0.w`, as a file stores them. Float32 and int32 only. */
export function storeTree(tree: Tree<Tensor>): Record<string, StoredTensor> {
  const { leaves, names } = flattenTree<Tree<Tensor>, Tensor>(tree);
  return Object.fromEntries(leaves.map((leaf, i) => [names[i], storeTensor(leaf)]));
}

function storeTensor(x: Tensor): StoredTensor {
  const { shape } = x;
  if (x.dtype === 'int32') return { dtype: 'I32', shape, data: values<Int32Array>(x) };
  if (x.dtype === 'float32') return { dtype: 'F32', shape, data: values<Float32Array>(x) };
  throw new TypeError(`storeTree: tensors must be float32 or int32, got ${x.dtype}`);
}

/** SHA-256, in hexadecimal, of the safetensors bytes of a tree of weights, its tensors sorted by name. */
export async function weightsSha256(tree: Tree<Tensor>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', writeSafetensors(storeTree(tree)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
