// Rules G1–G4 of ../SPEC.md.
import { key } from '@saccade/math';
import { expect, test } from 'vitest';
import { REBER_SYMBOLS, reberGrammar, reberStream, reberStrings } from '../src/index.ts';

// Written from the drawing of the grammar in another way: two loops (S* and T*) and the way back by X or P.
const BODY = '(?:TS*X(?:XT*VP)*(?:S|XT*VV)|PT*V(?:PXT*V)*(?:V|PS))';
const SIMPLE = new RegExp(`^B${BODY}E$`);
const EMBEDDED = new RegExp(`^B(?:TB${BODY}ET|PB${BODY}EP)E$`);
const COUNT = 20_000;

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, value) => sum + value, 0) / numbers.length;

const shareOf = (strings: readonly string[], pattern: RegExp): number =>
  mean(strings.map((text) => (pattern.test(text) ? 1 : 0)));

test.each([
  ['simple', 5, 8, SIMPLE],
  ['embedded', 9, 12, EMBEDDED],
] as const)(
  'G1 %s strings are legal, of %i symbols at least and %i on average',
  (kind, least, average, legal) => {
    const strings = reberStrings(kind, key(1967), COUNT);
    expect(strings.filter((text) => !legal.test(text))).toEqual([]);
    const lengths = strings.map((text) => text.length);
    expect(Math.min(...lengths)).toBe(least);
    // Their standard deviation is 3.4: five standard errors.
    expect(Math.abs(mean(lengths) - average)).toBeLessThan(5 * (3.5 / Math.sqrt(COUNT)));
  },
);

test('G1 the recogniser of these tests tells legal strings from others', () => {
  const inner = ['BTXSE', 'BPVVE', 'BTSSXXTVVE', 'BPTTVPXTVPSE', 'BTXXVPSE'];
  for (const text of inner) {
    expect(text).toMatch(SIMPLE);
    expect(`BT${text}TE`).toMatch(EMBEDDED);
    expect(`BT${text}PE`).not.toMatch(EMBEDDED);
  }
  for (const text of ['BTE', 'BTXE', 'BTXVE', 'BPSE', 'BTXSEB', 'TXSE', 'BPVPVE'])
    expect(text).not.toMatch(SIMPLE);
});

test('G2 choices are even, and each string is as likely as its choices say', () => {
  const strings = reberStrings('embedded', key(2), COUNT);
  const close = (share: number, expected: number): void => {
    const error = Math.sqrt((expected * (1 - expected)) / COUNT);
    expect(Math.abs(share - expected)).toBeLessThan(5 * error);
  };
  close(shareOf(strings, /^BT/), 1 / 2);
  close(shareOf(strings, /^B.BT/), 1 / 2);
  close(shareOf(strings, /^BTBTXSETE$/), 1 / 16);
  close(shareOf(strings, /^BPBPVVEPE$/), 1 / 16);
  close(shareOf(strings, /^B.B(TXS|PVV)E.E$/), 1 / 4);
  close(shareOf(strings, /^B.BTSSSX/), 1 / 32);
});

test('G3 a stream is legal strings one after the other, and says what may come next', () => {
  const grammar = reberGrammar('embedded');
  const edges = reberStream(grammar, key(3)).take(30_000);
  const text = [...edges].map((edge) => REBER_SYMBOLS[grammar.symbol[edge]]).join('');
  const strings = text.match(/B(.)B[^E]*E\1E/g)!;
  expect(strings.every((each) => EMBEDDED.test(each))).toBe(true);
  expect(text.startsWith(strings.join(''))).toBe(true);
  // What may come next, by what did come: each symbol that is said possible does come, and no other.
  const followers = new Map<number, Set<string>>();
  edges.slice(0, -1).forEach((edge, t) => {
    const seen = followers.get(grammar.next[edge]) ?? new Set();
    followers.set(grammar.next[edge], seen.add(text[t + 1]));
  });
  for (const edge of new Set(edges)) {
    const said = [...REBER_SYMBOLS].filter((_, k) => grammar.possible[edge * 7 + k] === 1);
    expect(said.sort()).toEqual([...followers.get(grammar.next[edge])!].sort());
  }
});

test('G4 a stream depends on its key, not on how it is asked; string i on the key and i', () => {
  const grammar = reberGrammar('embedded');
  const whole = reberStream(grammar, key(4)).take(10_000);
  const piecewise = reberStream(grammar, key(4));
  const pieces = [1, 4095, 1, 5000, 903].flatMap((count) => [...piecewise.take(count)]);
  expect(pieces).toEqual([...whole]);
  expect([...reberStream(grammar, key(5)).take(100)]).not.toEqual([...whole.slice(0, 100)]);
  expect(reberStrings('simple', key(6), 9).slice(0, 4)).toEqual(reberStrings('simple', key(6), 4));
  expect(() => reberStrings('simple', key(6), 0)).toThrow(
    'reberStrings: count must be a whole number in 1..16777216, got 0',
  );
});
