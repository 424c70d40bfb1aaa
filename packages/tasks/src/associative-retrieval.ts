// Strings such as `c9k8j3f1??c`, which ask for the digit after an earlier letter.
import { uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { whole } from './check.ts';

/** Symbols 0..25 are the letters, 26..35 the digits 0..9, 36 is the question mark. */
export const RETRIEVAL_SYMBOLS = 37;
const LETTERS = 26;
const DIGITS = 10;
const QUESTION = 36;

/** Strings and their answers. */
export interface RetrievalStrings {
  /** `T = 2·pairs + 3` */
  readonly length: number;
  /** One string after the other, `[count · T]`. */
  readonly symbols: Int32Array;
  /** The digit that is asked for, 0..9, `[count]`. */
  readonly answers: Int32Array;
}

/**
 * Random strings: pairs of different letters and any digits, two question marks, one of the letters again.
 *
 * Source: Ba, Hinton et al. 2016, with four pairs.
 * @param key - consumed. String `i` depends on the key and `i` alone.
 * @param count - strings, ≥ 0.
 * @param pairs - 1..26. Default 4.
 */
export function retrievalStrings(key: Key, count: number, pairs = 4): RetrievalStrings {
  whole('retrievalStrings', 'count', count, 0);
  whole('retrievalStrings', 'pairs', pairs, 1, LETTERS);
  const length = 2 * pairs + 3;
  const draws = 2 * pairs + 1;
  const random = uniformValues(key, count * draws);
  const [symbols, answers] = [new Int32Array(count * length), new Int32Array(count)];
  for (let i = 0; i < count; i++) {
    const alphabet = Array.from({ length: LETTERS }, (_, letter) => letter);
    const pick = (draw: number, of: number): number => Math.floor(random[i * draws + draw] * of);
    const string = symbols.subarray(i * length, (i + 1) * length);
    for (let pair = 0; pair < pairs; pair++) {
      [string[2 * pair]] = alphabet.splice(pick(2 * pair, alphabet.length), 1);
      string[2 * pair + 1] = LETTERS + pick(2 * pair + 1, DIGITS);
    }
    const asked = pick(2 * pairs, pairs);
    string.set([QUESTION, QUESTION, string[2 * asked]], 2 * pairs);
    answers[i] = string[2 * asked + 1] - LETTERS;
  }
  return { length, symbols, answers };
}

/** A string as it is written: `c9k8j3f1??c`. */
export function spellRetrieval(symbols: Int32Array): string {
  return Array.from(symbols, (symbol) => 'abcdefghijklmnopqrstuvwxyz0123456789?'[symbol]).join('');
}
