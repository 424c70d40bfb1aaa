import { toStored, writeSafetensors } from '@saccade/math';
import type { Tensor, Tree } from '@saccade/math';

/** SHA-256, in hexadecimal, of the safetensors bytes of a tree of weights, its tensors sorted by name. */
export async function weightsSha256(tree: Tree<Tensor>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', writeSafetensors(toStored(tree)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
