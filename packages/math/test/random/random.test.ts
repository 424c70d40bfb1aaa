import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  bernoulliValues,
  categoricalValues,
  foldIn,
  gumbelValues,
  integerValues,
  key,
  keyFromWords,
  normalValues,
  permutation,
  randomBits,
  randomWord,
  split,
  uniformValues,
} from '../../src/random/index.ts';
import { drawFingerprints } from './draws.ts';
import expectedFingerprints from './fingerprints.json' with { type: 'json' };
import { chiSquared, correlation, histogram, kolmogorovSmirnov, mean, normalCdf } from './statistics.ts';

const N = 40_000;
/** Kolmogorov's √n·D exceeds it once in 1,000 draws; seeds are fixed, so a pass stays a pass. */
const KS_LIMIT = 1.95;
/** χ² with k degrees of freedom exceeds k + 4·√(2k) + 8 about once in 10,000 draws. */
const chiLimit = (freedom: number): number => freedom + 4 * Math.sqrt(2 * freedom) + 8;

test('the bits of every draw are the committed ones', () =>
  expect(drawFingerprints()).toEqual(expectedFingerprints));

describe('keys', () => {
  test('are frozen plain values that survive JSON', () => {
    const [part] = split(key(5), 1);
    expect(Object.isFrozen(part) && Object.isFrozen(part.words)).toBe(true);
    const stored = JSON.parse(JSON.stringify(part)) as { words: number[] };
    expect(keyFromWords(stored.words)).toEqual(part);
  });

  property.prop([fc.maxSafeInteger(), fc.maxSafeInteger()], { seed: 1 })(
    'differ for different seeds',
    (a, b) => {
      fc.pre(a !== b);
      expect(key(a)).not.toEqual(key(b));
    },
  );

  test('of 10,000 children and grandchildren are all different', () => {
    const children = split(key(3), 100).flatMap((child) => split(child, 99).concat(child));
    expect(new Set(children.map(({ words }) => words.join())).size).toBe(10_000);
  });

  test('word i does not depend on how many words are drawn, across pieces', () => {
    const all = randomBits(key(9), 5000);
    for (const count of [0, 1, 2, 2047, 2048, 2049, 4096, 4097]) {
      expect(randomBits(key(9), count)).toEqual(all.slice(0, count));
    }
  });

  test('a word drawn alone is the one among all', () => {
    const all = randomBits(key(9), 5000);
    for (const i of [0, 1, 2047, 2048, 4999]) expect(randomWord(key(9), i)).toBe(all[i]);
    const { words } = foldIn(key(9), 4294967295);
    expect(randomWord(key(9), 4294967295)).toBe((words[0] ^ words[1]) >>> 0);
  });
});

describe('errors', () => {
  const k = key(0);
  test.each<[string, () => unknown]>([
    ['key: seed must be an integer of absolute value below 2^53, got 1.5', () => key(1.5)],
    ['key: seed must be an integer of absolute value below 2^53, got NaN', () => key(NaN)],
    ['key: seed must be an integer of absolute value below 2^53, got 9007199254740992', () => key(2 ** 53)],
    [
      'keyFromWords: words must be two unsigned 32-bit integers, got an array of 3',
      () => keyFromWords([1, 2, 3]),
    ],
    ['keyFromWords: words must be an integer in 0 … 4294967295, got -1', () => keyFromWords([-1, 2])],
    ['split: count must be an integer in 1 … 16777216, got 0', () => split(k, 0)],
    ['split: key must be a Key (from key, split, foldIn or keyFromWords), got 7', () => split(7 as never, 2)],
    ['foldIn: data must be an integer in 0 … 4294967295, got -1', () => foldIn(k, -1)],
    ['randomBits: count must be an integer in 0 … 2147483647, got -1', () => randomBits(k, -1)],
    ['randomWord: index must be an integer in 0 … 4294967295, got 0.5', () => randomWord(k, 0.5)],
    ['uniformValues: max must be at least min=2, got 1', () => uniformValues(k, 3, { min: 2 })],
    [
      'uniformValues: min must be a finite float32 number, got -Infinity',
      () => uniformValues(k, 3, { min: -Infinity }),
    ],
    ['normalValues: sd must be at least 0, got -1', () => normalValues(k, 3, { sd: -1 })],
    [
      'normalValues: mean must be a finite float32 number, got 1e+39',
      () => normalValues(k, 3, { mean: 1e39 }),
    ],
    [
      'uniformValues: max − min must be a finite float32 number, got 6e+38',
      () => uniformValues(k, 3, { min: -3e38, max: 3e38 }),
    ],
    ['uniformValues: count must be an integer in 0 … 2147483647, got 1.5', () => uniformValues(k, 1.5)],
    ['bernoulliValues: p must be a probability in 0 … 1, got 1.1', () => bernoulliValues(k, 1.1, 3)],
    [
      'categoricalValues: classes must be a positive divisor of the 5 logits, got 2',
      () => categoricalValues(k, [1, 2, 3, 4, 5], 2),
    ],
    ['integerValues: max must be an integer in 4 … 2147483648, got 3', () => integerValues(k, 2, 3, 3)],
    ['permutation: n must be an integer in 0 … 2147483647, got 2.5', () => permutation(k, 2.5)],
  ])('%s', (message, misuse) => expect(misuse).toThrow(message));
});

describe('distributions', () => {
  test('bits are balanced: each of the 32 within 4 standard deviations of one half', () => {
    const words = randomBits(key(11), N);
    for (let bit = 0; bit < 32; bit += 1) {
      const ones = words.reduce((sum, word) => sum + ((word >>> bit) & 1), 0);
      expect(Math.abs(ones - N / 2), `bit ${bit}`).toBeLessThan(4 * Math.sqrt(N / 4));
    }
  });

  test.each([0, 1, 2])('uniform values follow the uniform distribution, seed %i', (seed) => {
    const values = uniformValues(key(seed), N, { min: -2, max: 3 });
    expect(kolmogorovSmirnov(values, (x) => (x + 2) / 5)).toBeLessThan(KS_LIMIT);
  });

  property.prop(
    [fc.float({ noNaN: true, min: -1e6, max: 1e6 }), fc.float({ noNaN: true, min: 0, max: 1e6 })],
    {
      seed: 2,
    },
  )('uniform values stay within their bounds', (min, range) => {
    const max = Math.fround(min + range);
    for (const value of uniformValues(key(4), 200, { min, max })) {
      expect(value >= min && value <= max).toBe(true);
    }
  });

  test.each([0, 1, 2])('normal values follow the normal distribution, seed %i', (seed) => {
    const values = normalValues(key(seed), N, { mean: 5, sd: 2 });
    expect(kolmogorovSmirnov(values, (x) => normalCdf((x - 5) / 2))).toBeLessThan(KS_LIMIT);
  });

  test('normal values have the moments of the normal distribution', () => {
    const values = normalValues(key(6), 200_000);
    const moment = (n: number): number => mean(values.map((x) => x ** n));
    // Standard errors: 1/√n, √2/√n, √15/√n, √96/√n; four of them are allowed.
    const unit = 4 / Math.sqrt(values.length);
    expect(Math.abs(moment(1))).toBeLessThan(unit);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(Math.sqrt(2) * unit);
    expect(Math.abs(moment(3))).toBeLessThan(Math.sqrt(15) * unit);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(Math.sqrt(96) * unit);
  });

  test('Gumbel values follow the Gumbel distribution', () => {
    const values = gumbelValues(key(8), N);
    expect(kolmogorovSmirnov(values, (x) => Math.exp(-Math.exp(-x)))).toBeLessThan(KS_LIMIT);
  });

  test.each([0, 0.1, 0.5, 1])('bernoulli values are 1 with probability %d', (p) => {
    const share = mean(bernoulliValues(key(12), p, N));
    expect(Math.abs(share - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / N));
  });

  test('categorical values follow softmax of the logits, a logit of −∞ never comes', () => {
    const weights = [1, 2, 3, 4, 0];
    const logits = Array.from({ length: N }, () => weights.map((w) => Math.log(w) - 42)).flat();
    const counts = histogram(categoricalValues(key(13), logits, 5), 5);
    expect(counts[4]).toBe(0);
    expect(chiSquared(counts.slice(0, 4), [0.1, 0.2, 0.3, 0.4])).toBeLessThan(chiLimit(3));
  });

  test.each([1, 2, 7, 100, 1000])('integers below %i come equally often', (span) => {
    const values = integerValues(key(14), N, -5, span - 5);
    expect(
      chiSquared(
        histogram(
          values.map((x) => x + 5),
          span,
        ),
      ),
    ).toBeLessThan(chiLimit(span - 1));
  });

  test('integers of wide ranges stay inside and reach both halves', () => {
    const full = integerValues(key(15), 1000, -(2 ** 31), 2 ** 31);
    expect(Array.from(full)).toEqual(
      Array.from(randomBits(split(key(15), 2)[1], 1000), (word) => (word + 2 ** 31) | 0),
    );
    const wide = integerValues(key(15), 1000, -1_000_000, 2_000_000_000);
    expect(wide.every((x) => x >= -1_000_000 && x < 2_000_000_000)).toBe(true);
    expect(wide.filter((x) => x > 1_000_000_000).length).toBeGreaterThan(400);
  });

  property.prop([fc.nat(3000), fc.nat()], { seed: 3, numRuns: 50 })(
    'a permutation holds each number once',
    (n, seed) => {
      const sorted = permutation(key(seed), n).toSorted();
      expect(sorted.every((x, i) => x === i) && sorted.length === n).toBe(true);
    },
  );

  test('all 24 permutations of four come equally often', () => {
    const orders = new Map<string, number>();
    for (const part of split(key(16), 12_000)) {
      const order = permutation(part, 4).join();
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    expect(chiSquared([...orders.values()])).toBeLessThan(chiLimit(23));
  });
});

describe('streams of different keys', () => {
  const streams = [key(20), ...split(key(20), 3), foldIn(key(20), 99), key(21)].map((k) =>
    uniformValues(k, N),
  );

  test('are uncorrelated pairwise, also one step apart', () => {
    const limit = 4 / Math.sqrt(N);
    streams.forEach((a, i) =>
      streams.slice(i + 1).forEach((b) => {
        expect(Math.abs(correlation(a, b))).toBeLessThan(limit);
        expect(Math.abs(correlation(a.subarray(1), b.subarray(0, N - 1)))).toBeLessThan(limit);
      }),
    );
    for (const a of streams)
      expect(Math.abs(correlation(a.subarray(1), a.subarray(0, N - 1)))).toBeLessThan(limit);
  });

  test('fill the cells of an 8 × 8 table equally', () => {
    const [, a, b] = streams;
    const cells = Array.from(a, (x, i) => Math.floor(x * 8) * 8 + Math.floor(b[i] * 8));
    expect(chiSquared(histogram(cells, 64))).toBeLessThan(chiLimit(63));
  });

  test('the first values of 10,000 sibling keys are uniform', () => {
    const firsts = Float32Array.from(split(key(22), 10_000), (part) => uniformValues(part, 1)[0]);
    expect(kolmogorovSmirnov(firsts, (x) => x)).toBeLessThan(KS_LIMIT);
  });
});
