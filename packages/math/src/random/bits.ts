import { capturing } from '../engine/capture.ts';
import { wordsOf } from '../engine/saccade-kernels.ts';
import { checkCount, checkInteger, checkKey } from './check.ts';
import type { Key } from './key.ts';
import { threefry2x32 } from './threefry.ts';

/** A call of the kernel costs as much as this many words do here. */
const FEW = 32;
/** More would take much of the kernels' memory from tensors, for as long as they are loaded. */
const MANY = 65_536;

/** Counters are hashed in pieces that stay in the first-level cache. */
const PIECE = 2048;
const first = new Int32Array(PIECE);
const second = new Int32Array(PIECE);

/**
 * Uniform random 32-bit words, one per counter 0 … count − 1 (the two words of its hash, xor-ed).
 * Bit-equal to `jax.random.bits(key, [count], 'uint32')`; word i does not depend on `count`. The key is consumed.
 */
export function randomBits(key: Key, count: number): Uint32Array {
  checkKey('randomBits', key);
  checkCount('randomBits', count);
  capturing()?.draws(key);
  return (count > FEW && count <= MANY ? wordsOf(key.words, count) : undefined) ?? hashedWords(key, count);
}

/** The same without the kernel, which `start()` loads. */
function hashedWords(key: Key, count: number): Uint32Array {
  const bits = new Uint32Array(count);
  for (let start = 0; start < count; start += PIECE) {
    const length = Math.min(PIECE, count - start);
    for (let i = 0; i < length; i += 1) {
      first[i] = 0; // the high word of the counter: counts stay below 2³²
      second[i] = start + i;
    }
    threefry2x32(key.words[0], key.words[1], first, second, length);
    for (let i = 0; i < length; i += 1) bits[start + i] = first[i] ^ second[i];
  }
  return bits;
}

/**
 * Word `index` of {@link randomBits} without the others, for those who may need many words and mostly need few.
 * The key is consumed once all words are drawn.
 *
 * @param index - an unsigned 32-bit integer.
 */
export function randomWord(key: Key, index: number): number {
  checkKey('randomWord', key);
  checkInteger('randomWord', 'index', index, 0, 4294967295);
  capturing()?.draws(key);
  first[0] = 0;
  second[0] = index;
  threefry2x32(key.words[0], key.words[1], first, second, 1);
  return (first[0] ^ second[0]) >>> 0;
}
