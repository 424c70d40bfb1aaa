import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';

const arena = await makeArena();
const SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 33];
type Words = readonly [number, number];

const KINDS = {
  randomBits: [],
  uniform: [-3, 5],
  normal: [0.5, 2],
  gumbel: [],
  integers: [-7, 1e9],
} as const;
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

/** `count` draws of one word each, checked to have changed nothing else. */
function draw(kind: Kind, key: Words, count: number, options: readonly number[] = KINDS[kind]): Uint32Array {
  arena.reset();
  const [from, out] = [arena.put(Uint32Array.from(key)), arena.room(count)];
  const [first = 0, second = 0] = options;
  arena.kernels[kind](from, out, count, first, second);
  expect(arena.damage()).toEqual([]);
  return arena.words(out, count);
}

const drawFloats = (...args: Parameters<typeof draw>): Float32Array => new Float32Array(draw(...args).buffer);

function bernoulli(key: Words, count: number, p: number): Uint8Array {
  arena.reset();
  const [from, out] = [arena.put(Uint32Array.from(key)), arena.room(Math.ceil((count + 1) / 4))];
  const before = new Uint8Array(arena.words(out, Math.ceil((count + 1) / 4)).buffer);
  arena.kernels.bernoulli(from, out, count, p);
  const after = new Uint8Array(arena.words(out, Math.ceil((count + 1) / 4)).buffer);
  expect(after.slice(count)).toEqual(before.slice(count));
  expect(arena.damage()).toEqual([]);
  return after.slice(0, count);
}

function splitKey(key: Words, count: number): Words[] {
  arena.reset();
  const [from, out] = [arena.put(Uint32Array.from(key)), arena.room(2 * count)];
  arena.kernels.splitKey(from, out, count);
  expect(arena.damage()).toEqual([]);
  const words = [...arena.words(out, 2 * count)];
  return Array.from({ length: count }, (_, i) => [words[2 * i] as number, words[2 * i + 1] as number]);
}

function foldIn(key: Words, data: number): Words {
  arena.reset();
  const [from, own] = [arena.put(Uint32Array.from(key)), arena.draft(Uint32Array.from(key))];
  const out = arena.room(2);
  arena.kernels.foldIn(from, data, out);
  arena.kernels.foldIn(own, data, own);
  expect(arena.damage()).toEqual([]);
  expect(arena.words(own, 2)).toEqual(arena.words(out, 2));
  return [...arena.words(out, 2)] as unknown as Words;
}

// JAX prints the shortest decimal that gives the float32 back, so equal text is equal bits.
const asFloats = (...printed: number[]): Float32Array => Float32Array.from(printed);

test('draws and keys are those of JAX', () => {
  // ekzhang/jax-js, test/random.test.ts, “consistent with jax”
  expect([...draw('randomBits', [0, 0], 1)]).toEqual([4070199207]);
  expect([...draw('randomBits', [0, 10], 4)]).toEqual([169096361, 1572511259, 2689743692, 2228103506]);
  expect(splitKey([0, 1], 3)).toEqual([
    [507451445, 1853169794],
    [1948878966, 4237131848],
    [2441914641, 3819641963],
  ]);
  expect(drawFloats('uniform', [0, 51], 4, [0, 1])).toEqual(
    asFloats(0.471269, 0.12344253, 0.17550635, 0.5663593),
  );
  // jax-ml/jax, tests/random_test.py, testPRNGValues
  expect(foldIn([0, 0], 4)).toEqual([2285895361, 433833334]);
  // jax-ml/jax, docs/jep/9263-typed-keys.md, and the page “Pseudorandom numbers” of its documentation
  expect(drawFloats('uniform', [0, 0], 3, [0, 1])).toEqual(asFloats(0.947667, 0.9785799, 0.33229148));
  const normal = asFloats(-0.028304616, 0.46713185, 0.29570296);
  expect(drawFloats('normal', [0, 42], 3, [0, 1])).toEqual(normal);
});

test.each(kinds)('%s: a draw does not depend on how many are made', (kind) => {
  const all = draw(kind, [7, 8], 40);
  expect(new Set(all).size).toBe(40);
  for (const size of SIZES) expect(draw(kind, [7, 8], size)).toEqual(all.slice(0, size));
});

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
property.prop([word, word, fc.nat(20)], { seed: 2011 })(
  'key i of a split is what folding in i gives, at any count',
  (a, b, count) => {
    const keys = splitKey([a, b], count);
    keys.forEach((key, i) => expect(foldIn([a, b], i)).toEqual(key));
  },
);

test('data of a fold are unsigned: 2³² − 1 is −1', () =>
  expect(foldIn([3, 4], 2 ** 32 - 1)).toEqual(foldIn([3, 4], -1)));

property.prop([word, word, fc.float({ min: 0, max: 1 }), fc.nat(50)], { seed: 2012 })(
  'bernoulli is uniform < p, one byte each',
  (a, b, p, count) => {
    const draws = drawFloats('uniform', [a, b], count, [0, 1]);
    for (const limit of [p, draws[0] ?? 0, 0, 1])
      expect([...bernoulli([a, b], count, limit)]).toEqual([...draws].map((u) => (u < limit ? 1 : 0)));
  },
);

property.prop(
  [word, word, fc.float({ noNaN: true, min: -1e6, max: 1e6 }), fc.float({ noNaN: true, min: 0, max: 1e6 })],
  {
    seed: 2013,
  },
)('uniform draws are scaled fractions of 23 bits and stay at or above min', (a, b, min, range) => {
  const fractions = drawFloats('uniform', [a, b], 20, [0, 1]);
  const width = Math.fround(Math.fround(min + range) - min);
  const scaled = fractions.map((u) => Math.max(min, Math.fround(Math.fround(u * width) + min)));
  expect(fractions.every((u) => u >= 0 && u < 1 && Number.isInteger(u * 2 ** 23))).toBe(true);
  expect(drawFloats('uniform', [a, b], 20, [min, Math.fround(min + range)])).toEqual(scaled);
});

/** erf in float64 by a series of positive terms. */
function erf(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) sum += term *= (2 * x * x) / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

const BOTH_TAILS = [-0.9999999403953552, 1] as const;

test('normal draws are √2·erf⁻¹ of uniform ones, to the 10⁻⁵ that float32 leaves in the tails', () => {
  const count = 50_000;
  const uniform = drawFloats('uniform', [19, 97], count, BOTH_TAILS);
  const normal = drawFloats('normal', [19, 97], count, [0, 1]);
  const far = normal.findIndex((z, i) => {
    const slope = Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2);
    return !(Math.abs(erf(z / Math.SQRT2) - (uniform[i] as number)) <= 1e-5 * Math.abs(z) * slope + 1e-15);
  });
  expect(far).toBe(-1);
  expect(Math.max(...normal)).toBeGreaterThan(3.5);
});

test('mean and sd shift and scale normal draws, each step rounded', () => {
  const standard = drawFloats('normal', [1, 2], 100, [0, 1]);
  expect(drawFloats('normal', [1, 2], 100, [-0.3, 0.7])).toEqual(
    standard.map((z) => Math.fround(z * Math.fround(0.7)) + Math.fround(-0.3)),
  );
});

/** Higher and lower words of integers: draws from the two children of the key. */
const wordsOfIntegers = (key: Words, count: number): Uint32Array[] =>
  splitKey(key, 2).map((child) => draw('randomBits', child, count));

property.prop(
  [
    word,
    word,
    fc.oneof(fc.integer({ min: 1, max: 2 ** 16 }), fc.integer({ min: 1, max: 2 ** 32 })),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  ],
  { seed: 2014 },
)(
  // prettier-ignore
  'integers are both words modulo the range up to 2¹⁶, else the lower one',
  (a, b, range, from) => {
    const min = Math.min(from, 2 ** 31 - range);
    const [higher, lower] = wordsOfIntegers([a, b], 9) as [Uint32Array, Uint32Array];
    const factor = range > 2 ** 16 ? 0n : 2n ** 32n % BigInt(range);
    const expected = [...lower].map((low, i) => {
      const sum = BigInt(higher[i] as number) * factor + BigInt(low);
      return min + Number(sum % BigInt(range));
    });
    expect([...draw('integers', [a, b], 9, [min, min + range])].map((bits) => bits | 0)).toEqual(expected);
  },
);

test('Gumbel draws are −log(−log u)', () => {
  const uniform = drawFloats('uniform', [5, 6], 50_000, [2 ** -126, 1]);
  const gumbel = drawFloats('gumbel', [5, 6], 50_000);
  const far = gumbel.findIndex((g, i) => {
    const exact = -Math.log(-Math.log(uniform[i] as number));
    return !(Math.abs(g - exact) <= 2 ** -23 * (0.5 + Math.abs(exact)));
  });
  expect(far).toBe(-1);
});
