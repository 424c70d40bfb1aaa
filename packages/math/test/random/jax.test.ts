// Known values of JAX; their sources: ../reference/jax.md
import { describe, expect, test } from 'vitest';
import { reduceBits } from '../../src/random/integers.ts';
import {
  foldIn,
  key,
  keyFromWords,
  normalValues,
  randomBits,
  split,
  uniformValues,
} from '../../src/random/index.ts';
import { threefry2x32 } from '../../src/random/threefry.ts';
import reference from '../reference/jax.json' with { type: 'json' };

/** Hashes counters under a key and gives the words back unsigned. */
function hash(words: readonly number[], counters: readonly (readonly number[])[]): number[][] {
  const first = Int32Array.from(counters, ([word]) => word);
  const second = Int32Array.from(counters, ([, word]) => word);
  threefry2x32(words[0], words[1], first, second, counters.length);
  return counters.map((_, i) => [first[i] >>> 0, second[i] >>> 0]);
}

/** JAX prints the shortest decimal that gives the float32 back, so equal text is equal bits. */
const asFloat32 = (values: readonly string[]): Float32Array => Float32Array.from(values, Number);

/** Words 0 … 2n − 1 of JAX's classic layout: counter i is paired with counter i + n. */
function classicBits(words: readonly number[], count: number): number[] {
  const half = Math.ceil(count / 2);
  const counters = Array.from({ length: half }, (_, i) => [i, i + half < count ? i + half : 0]);
  const pairs = hash(words, counters);
  return [...pairs.map(([word]) => word), ...pairs.map(([, word]) => word)].slice(0, count);
}

describe('threefry2x32', () => {
  test.each(reference.hash)('key $key, counter $counter gives $result', ({ key: words, counter, result }) =>
    expect(hash(words, [counter])).toEqual([result]),
  );
});

describe('keys', () => {
  test.each(reference.seeds)('seed $seed is the key $words', ({ seed, words }) =>
    expect(key(seed).words).toEqual(words),
  );

  test('foldIn equals jax.random.fold_in', () => {
    const { seed, data, words } = reference.foldIn;
    expect(foldIn(key(seed), data).words).toEqual(words);
  });

  test('split equals jax.random.split', () => {
    const { seed, words } = reference.split;
    expect(split(key(seed), words.length).map((part) => part.words)).toEqual(words);
  });

  test('part i of a split is foldIn(key, i), as in the partitionable layout', () => {
    const parts = split(key(72), 3);
    expect([0, 1, 2].map((i) => foldIn(key(72), i))).toEqual(parts);
  });
});

describe('draws', () => {
  test.each(reference.bits)('randomBits equals jax.random.bits for seed $seed', ({ seed, words }) =>
    expect(Array.from(randomBits(key(seed), words.length))).toEqual(words),
  );

  test.each(reference.uniform)('uniformValues equals jax.random.uniform for seed $seed', ({ seed, values }) =>
    expect(uniformValues(key(seed), values.length)).toEqual(asFloat32(values)),
  );

  test('uniformValues of a part of a split equals JAX, to the eight decimals that are printed', () => {
    const { seed, part, value } = reference.uniformSubkey;
    const [drawn] = uniformValues(split(key(seed), 2)[part], 1);
    expect(Math.abs(drawn - value)).toBeLessThanOrEqual(5e-9);
  });

  test.each(reference.uniformRange)('uniform in [$min, $max) equals JAX for seed $seed', (row) => {
    const drawn = uniformValues(key(row.seed), row.values.length, row);
    row.values.forEach((value, i) => expect(Math.abs(drawn[i] - value)).toBeLessThanOrEqual(0.00501));
  });

  test('normalValues equals jax.random.normal', () => {
    const { seed, values, ofParts } = reference.normal;
    expect(normalValues(key(seed), 3)).toEqual(asFloat32(values));
    const drawn = split(key(seed), 3).map((part) => normalValues(part, 1)[0]);
    expect(Float32Array.from(drawn)).toEqual(asFloat32(ofParts));
  });

  test('normalValues along a chain of splits equals JAX to the last bit', () => {
    let rest = key(reference.normal.seed);
    const drawn = reference.normal.chain.map(() => {
      const [next, now] = split(rest, 2);
      rest = next;
      return normalValues(now, 1)[0];
    });
    expect(drawn).toEqual(reference.normal.chain);
  });

  test('reduceBits equals jax.random.randint on the words of the classic layout', () => {
    const { seed, span, values } = reference.randint;
    const words = classicBits(key(seed).words, 4);
    const [higher, lower] = [words.slice(0, 2), words.slice(2)].map((part) =>
      Uint32Array.from(classicBits(keyFromWords(part).words, values.length)),
    );
    expect(Array.from(reduceBits(higher, lower, span))).toEqual(values);
  });
});
