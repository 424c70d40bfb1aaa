import { fail } from '../errors.ts';
import type { Key } from './key.ts';

function isWord(word: unknown): boolean {
  return typeof word === 'number' && word >>> 0 === word;
}

/** Whether a value is a pair of 32-bit words. */
export function isKey(value: unknown): value is Key {
  const words: unknown = (value as Key | null | undefined)?.words;
  return Array.isArray(words) && words.length === 2 && isWord(words[0]) && isWord(words[1]);
}

/** Checks that `key` is a pair of 32-bit words. */
export function checkKey(caller: string, key: Key): void {
  if (!isKey(key)) {
    fail(caller, 'key', 'a Key (from key, split, foldIn or keyFromWords)', key);
  }
}

export function checkInteger(
  caller: string,
  argument: string,
  value: number,
  min: number,
  max: number,
): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  fail(caller, argument, `an integer in ${min} … ${max}`, value);
}

/** Checks that `value` rounds to a finite float32. */
function checkFloat32(caller: string, argument: string, value: number): void {
  if (Number.isFinite(value) && Math.abs(Math.fround(value)) < Infinity) return;
  fail(caller, argument, 'a finite float32 number', value);
}

/** Largest number of values that one call makes: what a typed array holds on every engine. */
const MAX_COUNT = 2 ** 31 - 1;

export function checkCount(caller: string, count: number): void {
  checkInteger(caller, 'count', count, 0, MAX_COUNT);
}

/** Checks the bounds of uniform draws. */
export function checkUniform(caller: string, min: number, max: number): void {
  checkFloat32(caller, 'min', min);
  checkFloat32(caller, 'max', max);
  if (max < min) fail(caller, 'max', `at least min=${min}`, max);
  checkFloat32(caller, 'max − min', max - min);
}

/** Checks the mean and the standard deviation of normal draws. */
export function checkNormal(caller: string, mean: number, sd: number): void {
  checkFloat32(caller, 'mean', mean);
  checkFloat32(caller, 'sd', sd);
  if (sd < 0) fail(caller, 'sd', 'at least 0', sd);
}

export function checkProbability(caller: string, p: number): void {
  if (!(p >= 0 && p <= 1)) fail(caller, 'p', 'a probability in 0 … 1', p);
}

const INT32_MIN = -2147483648;
const INT32_END = 2147483648;

/** Checks the bounds of random integers. */
export function checkIntegers(caller: string, min: number, max: number): void {
  checkInteger(caller, 'min', min, INT32_MIN, INT32_END - 1);
  checkInteger(caller, 'max', max, min + 1, INT32_END);
}
