import { toStored, writeSafetensors } from '@saccade/math';
import type { Tensor, Tree } from '@saccade/math';
import { sha256 } from './sha256.ts';

/** SHA-256, in hexadecimal, of the safetensors bytes of a tree of weights, its tensors sorted by name. */
export async function weightsSha256(tree: Tree<Tensor>): Promise<string> {
  return await sha256(writeSafetensors(toStored(tree)));
}
