import { foldIn, randomBits } from '@saccade/math';
import type { Key } from '@saccade/math';

/** Words drawn from one key, before the next one is folded in. */
const PIECE = 1024;

/**
 * Random 32-bit words, one after the other for ever: the same ones, however many are asked for at a time.
 * @param key - consumed.
 */
export function wordSource(key: Key): () => number {
  let taken = 0;
  let words: Uint32Array = new Uint32Array(0);
  return () => {
    const at = taken % PIECE;
    if (at === 0) words = randomBits(foldIn(key, taken / PIECE), PIECE);
    taken++;
    return words[at];
  };
}

/** A whole number in 0 ≤ n < count from a random 32-bit word, uniform up to a share of count / 2³². */
export function pickFrom(word: number, count: number): number {
  return Math.floor((word / 4294967296) * count);
}
