import { foldIn, randomBits } from '@saccade/math';
import type { Key } from '@saccade/math';

/** Words drawn from one key, before the next one is folded in. */
const PIECE = 1024;
/** Of which so many are drawn at first: most streams are short. */
const FEW = 256;

/** Where in an endless row of random words somebody is: plain values, nothing that changes. */
export interface WordPlace {
  readonly key: Key;
  /** Words before this one. */
  readonly taken: number;
  /** The first words of the piece that this one is in, or all. */
  readonly piece: Uint32Array;
}

/**
 * The beginning of an endless row of random 32-bit words.
 * @param key - consumed.
 */
export function firstWord(key: Key): WordPlace {
  return { key, taken: 0, piece: randomBits(foldIn(key, 0), FEW) };
}

/** The word at a place. */
export function wordAt({ piece, taken }: WordPlace): number {
  return piece[taken % PIECE];
}

/** The place after it. */
export function nextWord({ key, taken, piece }: WordPlace): WordPlace {
  const next = taken + 1;
  const at = next % PIECE;
  // A word does not depend on how many are drawn.
  const drawn = at === 0 ? FEW : at === piece.length ? PIECE : 0;
  const words = drawn === 0 ? piece : randomBits(foldIn(key, Math.floor(next / PIECE)), drawn);
  return { key, taken: next, piece: words };
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
