import { isTensorLike } from './errors.ts';
import { splitTensor } from './ops/split.ts';
import { split as splitKey } from './random/index.ts';
import type { Key } from './random/index.ts';
import type { Tensor } from './tensor-types.ts';

/**
 * Splits a key into independent ones, or a tensor into pieces along an axis: one word for both, as the two cannot be
 * confused.
 *
 * @param source - a key, or a tensor of any dtype.
 * @param parts - how many keys; or how many pieces of equal length, or the length of each.
 * @param axis - of a tensor. Default: the first; negative ones count from the end.
 * @returns keys; or new tensors, each of which the caller disposes.
 */
export function split(source: Key, parts: number): Key[];
export function split<T extends Tensor = Tensor>(
  source: Tensor,
  parts: number | readonly number[],
  axis?: number,
): T[];
export function split(
  source: Key | Tensor,
  parts: number | readonly number[],
  axis?: number,
): Key[] | Tensor[] {
  if (isTensorLike(source)) return splitTensor(source, parts, axis);
  return splitKey(source, parts as number);
}
