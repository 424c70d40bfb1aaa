// Random integers and permutations, as JAX makes them.
import { log } from '../portable/log.ts';
import { randomBits } from './bits.ts';
import { checkCount, checkInteger, checkIntegers, checkKey } from './check.ts';
import type { Key } from './key.ts';
import { split } from './key.ts';

/** The most items whose numbers are int32. */
const MOST_ITEMS = 2147483647;

/**
 * Reduces pairs of words to integers in [0, span): (higher · 2³² + lower) mod span in JAX's 32-bit arithmetic. For spans
 * above 2¹⁶ JAX's multiplier overflows to 0 and only the lower words count, so a value's probability is off by a share
 * of up to span / 2³² there, of up to 2⁻³² below.
 *
 * @param span - 1 … 2³².
 */
export function reduceBits(higher: Uint32Array, lower: Uint32Array, span: number): Uint32Array {
  if (span === 4294967296) return lower;
  const divisor = span >>> 0;
  const half = 65536 % divisor;
  const multiplier = divisor > 65536 ? 0 : (half * half) % divisor;
  const result = new Uint32Array(lower.length);
  for (let i = 0; i < result.length; i += 1) {
    // Below 2³², because divisor ≤ 2¹⁶ wherever the multiplier is not 0.
    const sum = Math.imul((higher[i] % divisor) >>> 0, multiplier) + ((lower[i] % divisor) >>> 0);
    result[i] = (sum >>> 0) % divisor;
  }
  return result;
}

/**
 * Integers in [min, max), all about equally likely. Bit-equal to `jax.random.randint` with int32.
 *
 * @param count - how many, ≥ 0. The key is consumed.
 * @param min - an int32; @param max - above `min`, at most 2³¹.
 */
export function integerValues(key: Key, count: number, min: number, max: number): Int32Array {
  checkKey('integerValues', key);
  checkCount('integerValues', count);
  checkIntegers('integerValues', min, max);
  const [higherKey, lowerKey] = split(key, 2);
  const offsets = reduceBits(randomBits(higherKey, count), randomBits(lowerKey, count), max - min);
  const result = new Int32Array(offsets.buffer);
  for (let i = 0; i < count; i += 1) result[i] = min + offsets[i];
  return result;
}

/** `items` in the order of their keys, equal keys in the order of `items`: radix sort by bytes. */
function stableSort(items: Int32Array, keys: Uint32Array): Int32Array {
  let from = new Int32Array(items.length);
  let order = new Int32Array(items.length);
  for (let i = 0; i < order.length; i += 1) order[i] = i;
  for (let shift = 0; shift < 32; shift += 8) {
    [from, order] = [order, from];
    const starts = new Int32Array(257);
    for (let i = 0; i < keys.length; i += 1) starts[((keys[i] >>> shift) & 255) + 1] += 1;
    for (let digit = 1; digit < 256; digit += 1) starts[digit] += starts[digit - 1];
    for (let i = 0; i < from.length; i += 1) order[starts[(keys[from[i]] >>> shift) & 255]++] = from[i];
  }
  return order.map((index) => items[index]);
}

/** Enough rounds of sorting by random words that ties between words hardly bias the result (JAX's bound). */
function sortingRounds(n: number): number {
  return n < 2 ? 0 : Math.ceil((3 * log(n)) / log(4294967295));
}

/**
 * The integers 0 … n − 1 in random order, all orders about equally likely. Bit-equal to `jax.random.permutation(key, n)`.
 *
 * @param n - how many, 0 … 2³¹ − 1. The key is consumed.
 */
export function permutation(key: Key, n: number): Int32Array {
  checkKey('permutation', key);
  checkInteger('permutation', 'n', n, 0, MOST_ITEMS);
  let items: Int32Array = new Int32Array(n).map((_, i) => i);
  let rest = key;
  for (let round = sortingRounds(n); round > 0; round -= 1) {
    const [next, sortKey] = split(rest, 2);
    items = stableSort(items, randomBits(sortKey, n));
    rest = next;
  }
  return items;
}
