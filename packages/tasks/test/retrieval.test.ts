// Rules V1–V6 of ../SPEC.md.
import { key } from '@saccade/math';
import { expect, test } from 'vitest';
import { keyValueSequences, RETRIEVAL_SYMBOLS, retrievalStrings, spellRetrieval } from '../src/index.ts';

const STRINGS = retrievalStrings(key(2016), 2000);
const rows = ({ length, symbols }: typeof STRINGS): string[] =>
  Array.from({ length: symbols.length / length }, (_, i) =>
    spellRetrieval(symbols.subarray(i * length, (i + 1) * length)),
  );

test('V1 strings are different letters with digits, two question marks, and one of the letters', () => {
  for (const [i, text] of rows(STRINGS).entries()) {
    expect(text).toMatch(/^([a-z][0-9]){4}\?\?[a-z]$/);
    const letters = [0, 2, 4, 6].map((t) => text[t]);
    expect(new Set(letters).size).toBe(4);
    expect(text[text.indexOf(text[10]) + 1]).toBe(String(STRINGS.answers[i]));
    expect(text.indexOf(text[10])).toBeLessThan(8);
  }
  expect(Math.max(...STRINGS.symbols)).toBe(RETRIEVAL_SYMBOLS - 1);
});

test('V2 letters, digits, answers and places that are asked for are uniform', () => {
  const counts = (list: number[], bins: number): number[] => {
    const result = new Array<number>(bins).fill(0);
    for (const value of list) result[value]++;
    return result;
  };
  const texts = rows(STRINGS);
  const places = counts(texts.map((text) => text.indexOf(text[10]) / 2), 4); // prettier-ignore
  // Five standard deviations of a binomial count.
  for (const count of places) expect(Math.abs(count - 500)).toBeLessThan(5 * Math.sqrt(2000 * 0.25 * 0.75));
  for (const count of counts([...STRINGS.answers], 10))
    expect(Math.abs(count - 200)).toBeLessThan(5 * Math.sqrt(2000 * 0.1 * 0.9));
  const letters = texts.flatMap((text) => [0, 2, 4, 6].map((t) => text.charCodeAt(t) - 97));
  for (const count of counts(letters, 26))
    expect(Math.abs(count - 8000 / 26)).toBeLessThan(5 * Math.sqrt(8000 / 26));
});

test('V3 a string depends on the key and its number alone', () => {
  const [few, other] = [retrievalStrings(key(2016), 10), retrievalStrings(key(2017), 10)];
  expect(rows(few)).toEqual(rows(STRINGS).slice(0, 10));
  expect(rows(other)).not.toEqual(rows(few));
  expect(retrievalStrings(key(1), 3, 26).length).toBe(55);
  expect(retrievalStrings(key(1), 0).answers).toEqual(new Int32Array(0));
});

const column = (list: Int32Array, batch: number, b: number): number[] => [...list].filter((_, i) => i % batch === b); // prettier-ignore

test('V4 without replacement each key and each value comes once', () => {
  const { keys, values, queries, answers } = keyValueSequences(key(1), 50, { keys: 7 });
  for (let b = 0; b < 50; b++) {
    const [ks, vs] = [column(keys, 50, b), column(values, 50, b)];
    expect([...ks].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...vs].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(answers[b]).toBe(vs[ks.indexOf(queries[b])]);
  }
  expect(new Set(queries).size).toBe(7);
  expect(column(keys, 50, 0)).not.toEqual(column(values, 50, 0));
});

test('V5 with replacement the last value of a key is the answer', () => {
  const { keys, values, queries, answers } = keyValueSequences(key(2), 200, { keys: 5, length: 10, replace: true }); // prettier-ignore
  let changed = 0;
  for (let b = 0; b < 200; b++) {
    const [ks, vs] = [column(keys, 200, b), column(values, 200, b)];
    expect(ks).toHaveLength(10);
    expect(answers[b]).toBe(vs[ks.lastIndexOf(queries[b])]);
    if (vs[ks.indexOf(queries[b])] !== answers[b]) changed++;
  }
  expect(changed).toBeGreaterThan(50);
  expect([...keys, ...values].every((symbol) => symbol >= 0 && symbol < 5)).toBe(true);
});

test('V3 a sequence depends on the key, the options and its number alone', () => {
  const [one, many] = [3, 9].map((batch) => keyValueSequences(key(3), batch, { keys: 6, length: 4 }));
  for (let b = 0; b < 3; b++) expect(column(one.keys, 3, b)).toEqual(column(many.keys, 9, b));
  expect(one.answers).toEqual(many.answers.slice(0, 3));
});

test('V6 options out of range are refused by name', () => {
  expect(() => retrievalStrings(key(1), 1, 27)).toThrow(
    'retrievalStrings: pairs must be a whole number in 1..26, got 27',
  );
  expect(() => keyValueSequences(key(1), 1, { keys: 3, length: 4 })).toThrow(
    'keyValueSequences: length must be a whole number in 1..3, got 4',
  );
});
