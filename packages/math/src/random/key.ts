// Keys of a counter-based generator, in JAX's layouts with `jax_threefry_partitionable` (JAX's default since 0.5.0).
// A key is consumed by one use: split it first, and give every use its own part.
import { capturing } from '../engine/capture.ts';
import { fail } from '../errors.ts';
import { checkInteger, checkKey } from './check.ts';
import { threefry2x32 } from './threefry.ts';

/** The state of a generator as a plain frozen value: it can be stored as JSON, compared and sent to workers. */
export interface Key {
  /** Two unsigned 32-bit integers. */
  readonly words: readonly [number, number];
}

const WORD = 4294967296;

function makeKey(first: number, second: number): Key {
  const words: readonly [number, number] = Object.freeze([first >>> 0, second >>> 0] as const);
  return Object.freeze({ words });
}

/**
 * Makes a key of a seed, as `jax.random.key` does: the seed as a 64-bit integer in two's complement, high word first.
 *
 * @param seed - any safe integer, |seed| < 2⁵³. (JAX without 64-bit mode drops the high word, so negative seeds and
 * those of 2³² and more differ there.)
 * @throws Error if the seed is no safe integer.
 */
export function key(seed: number): Key {
  if (!Number.isSafeInteger(seed)) fail('key', 'seed', 'an integer of absolute value below 2^53', seed);
  return makeKey(Math.floor(seed / WORD), seed % WORD);
}

/**
 * Makes a key of two stored words, `keyFromWords(stored.words)`.
 *
 * @throws Error if they are not two unsigned 32-bit integers.
 */
export function keyFromWords(words: readonly number[]): Key {
  if (!Array.isArray(words) || words.length !== 2) {
    fail('keyFromWords', 'words', 'two unsigned 32-bit integers', words);
  }
  for (const word of words) checkInteger('keyFromWords', 'words', word, 0, WORD - 1);
  return makeKey(words[0], words[1]);
}

/** Keys number `start` … `start + count − 1` below a key. Plain loops: a split is made for every use of randomness. */
function childKeys(parent: Key, start: number, count: number): Key[] {
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  for (let i = 0; i < count; i += 1) second[i] = start + i;
  threefry2x32(parent.words[0], parent.words[1], first, second, count);
  const keys: Key[] = [];
  for (let i = 0; i < count; i += 1) keys.push(makeKey(first[i], second[i]));
  capturing()?.derived(parent, start, keys);
  return keys;
}

/**
 * Splits a key into independent ones. The key is consumed: use only the parts. Equal to `jax.random.split`.
 *
 * @param count - how many, 1 … 2²⁴.
 */
export function split(parent: Key, count: number): Key[] {
  checkKey('split', parent);
  checkInteger('split', 'count', count, 1, 16777216);
  return childKeys(parent, 0, count);
}

/**
 * A key that depends on `parent` and an integer, for keys by number: `foldIn(key, step)`. Equal to `jax.random.fold_in`,
 * and `foldIn(key, i)` equals part i of `split(key, n)`, so do not use both on one key.
 *
 * @param data - an unsigned 32-bit integer.
 */
export function foldIn(parent: Key, data: number): Key {
  checkKey('foldIn', parent);
  checkInteger('foldIn', 'data', data, 0, WORD - 1);
  return childKeys(parent, data, 1)[0];
}
