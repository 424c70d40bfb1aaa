import { foldIn, randomBits } from '@saccade/math';
import type { Key } from '@saccade/math';

/** Words drawn from one key, before the next one is folded in. */
const PIECE = 1024;

/** Where in an endless row of random words somebody is: plain values, nothing that changes. */
export interface WordPlace {
  readonly key: Key;
  /** Words before this one. */
  readonly taken: number;
  /** The words of the piece that this one is in. */
  readonly piece: Uint32Array;
}

/**
 * The beginning of an endless row of random 32-bit words.
 * @param key - consumed.
 */
export function firstWord(key: Key): WordPlace {
  return { key, taken: 0, piece: randomBits(foldIn(key, 0), PIECE) };
}

/** The word at a place. */
export function wordAt({ piece, taken }: WordPlace): number {
  return piece[taken % PIECE];
}

/** The place after it. */
export function nextWord({ key, taken, piece }: WordPlace): WordPlace {
  const next = taken + 1;
  return {
    key,
    taken: next,
    piece: next % PIECE === 0 ? randomBits(foldIn(key, next / PIECE), PIECE) : piece,
  };
}

/**
 * Random 32-bit words, one after the other for ever: the same ones, however many are asked for at a time.
 * @param key - consumed.
 */
export function wordSource(key: Key): () => number {
  let piece: Uint32Array = new Uint32Array(0);
  let taken = 0;
  return () => {
    const place = taken % PIECE;
    if (place === 0) piece = randomBits(foldIn(key, taken / PIECE), PIECE);
    taken++;
    return piece[place];
  };
}

/** A whole number in 0 ≤ n < count from a random 32-bit word, uniform up to a share of count / 2³². */
export function pickFrom(word: number, count: number): number {
  return Math.floor((word / 4294967296) * count);
}
