import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { UNARY_CODES } from '../src/index.ts';
import type { UnaryOperation } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { fractions, generator } from './numbers.ts';
import { everyExponent, ulps } from './ulps.ts';

const arena = await makeArena();
type IntOperation = Extract<UnaryOperation, `${string}Int`>;
type FloatOperation = Exclude<UnaryOperation, IntOperation>;
const names = (Object.keys(UNARY_CODES) as UnaryOperation[]).filter(
  (name): name is FloatOperation => !name.endsWith('Int'),
);

/** f in float64, and how many ulp the kernel may be off. */
const ORACLES: Record<FloatOperation, readonly [f: (x: number) => number, bound: number]> = {
  neg: [(x) => -x, 0],
  abs: [Math.abs, 0],
  sign: [(x) => Math.sign(x) + 0, 0],
  square: [(x) => x * x, 0.5],
  sqrt: [Math.sqrt, 0.5],
  rsqrt: [(x) => 1 / Math.sqrt(x), 1.5],
  reciprocal: [(x) => 1 / x, 0.5],
  exp: [Math.exp, 2],
  log: [Math.log, 1],
  log1p: [Math.log1p, 1],
  tanh: [Math.tanh, 2],
  sigmoid: [(x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))), 2],
  softplus: [(x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), 1],
  relu: [(x) => Math.max(x, 0), 0],
  elu: [(x) => (x > 0 ? x : Math.expm1(x)), 1],
  sin: [Math.sin, 1],
  cos: [Math.cos, 1],
  expm1: [Math.expm1, 1],
};

/** f of all of `x`, out of place, and checked to have touched nothing else. */
function unary(name: UnaryOperation, x: Float32Array): Float32Array {
  arena.reset();
  const [from, out] = [arena.put(x), arena.room(x.length)];
  arena.kernels.unary(UNARY_CODES[name], from, out, x.length);
  expect(arena.damage()).toEqual([]);
  return arena.floats(out, x.length);
}

function checkAccuracy(name: FloatOperation, x: Float32Array): void {
  const [f, bound] = ORACLES[name];
  const result = unary(name, x);
  const far = x.findIndex((at, i) => !(ulps(result[i] as number, f(at)) <= bound));
  expect(far < 0 ? 'near' : `${name}(${x[far]}) = ${result[far]}, not ${f(x[far] as number)}`).toBe('near');
}

test.each(names)('%s is within its bound at every exponent, both signs, subnormals, ±∞ and NaN', (name) =>
  checkAccuracy(name, everyExponent(200, 1)),
);

test.each(names)('%s is within its bound where functions bend', (name) => {
  // 16 bits from −128 to 128 and from −2 to 2, with the other bits left to chance.
  const noise = fractions(2 ** 16, 2);
  checkAccuracy(
    name,
    noise.map((fraction, i) => (i - 2 ** 15 + fraction) / 256),
  );
  checkAccuracy(
    name,
    noise.map((fraction, i) => (i - 2 ** 15 + fraction) / 16384),
  );
});

// Found among all float32 by bench/unary-ulp.mjs, and where a shorter sum would leave the bound.
test.each<[FloatOperation, number]>([
  ['exp', -5.849376678466797],
  ['tanh', 0.501681387424469],
  ['sigmoid', -1.1057637929916382],
  ['sigmoid', -16.650537490844727],
  ['log1p', 2 ** 53],
])('%s is within its bound at %d, where it is hardest', (name, x) => checkAccuracy(name, Float32Array.of(x)));

property.prop([fc.constantFrom(...names), fc.array(fc.float(), { maxLength: 40 })], {
  seed: 2001,
  numRuns: 500,
})('is within its bound for any floats', (name, x) => checkAccuracy(name, Float32Array.from(x)));

test.each(names)('%s has the same bits in every place, at every size, and in place', (name) => {
  const next = generator(3);
  const ordinary = fractions(33, 4).map((x) => 8 * x);
  const x = ordinary.map((value, i) => (i % 3 === 0 ? anyFloat(next()) : value));
  const alone = Float32Array.from(x, (value) => unary(name, Float32Array.of(value))[0] as number);
  for (const size of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 33]) {
    expect(unary(name, x.slice(33 - size))).toEqual(alone.slice(33 - size));
    arena.reset();
    const place = arena.draft(x.slice(0, size));
    arena.kernels.unary(UNARY_CODES[name], place, place, size);
    expect(arena.floats(place, size)).toEqual(alone.slice(0, size));
    expect(arena.damage()).toEqual([]);
  }
});

function anyFloat(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0] as number;
}

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const least = 2 ** -149;

// What a bound in ulp does not say by itself, or what is easily lost.
test.each<[UnaryOperation, [x: number, y: number][]]>([
  ['sign', [[-0, 0], [least, 1], [-least, -1], [nan, nan]]], // prettier-ignore
  ['relu', [[-0, 0], [-inf, 0], [least, least], [nan, nan]]], // prettier-ignore
  ['rsqrt', [[0, inf], [-0, -inf], [inf, 0], [-1, nan], [4, 0.5]]], // prettier-ignore
  ['exp', [[0, 1], [-0, 1], [88.72283, Math.fround(Math.exp(Math.fround(88.72283)))], [88.72284, inf], [inf, inf]]], // prettier-ignore
  ['exp', [[-103.2, least], [-104, 0], [-1e30, 0], [-inf, 0], [nan, nan]]], // prettier-ignore
  ['log', [[0, -inf], [-0, -inf], [-least, nan], [-inf, nan], [1, 0], [inf, inf], [nan, nan]]], // prettier-ignore
  ['log', [[least, Math.fround(Math.log(least))], [3.4e38, Math.fround(Math.log(Math.fround(3.4e38)))]]], // prettier-ignore
  ['log1p', [[0, 0], [-0, -0], [-1, -inf], [-1.0000001, nan], [least, least], [-least, -least], [inf, inf]]], // prettier-ignore
  ['tanh', [[0, 0], [-0, -0], [least, least], [-least, -least], [9.1, 1], [-1e30, -1], [inf, 1], [-inf, -1], [nan, nan]]], // prettier-ignore
  ['sigmoid', [[0, 0.5], [-0, 0.5], [17.5, 1], [inf, 1], [-inf, 0], [-200, 0], [-103.2, least], [nan, nan]]], // prettier-ignore
  ['softplus', [[inf, inf], [-inf, 0], [-200, 0], [-103.2, least], [100, 100], [nan, nan]]], // prettier-ignore
  ['expm1', [[0, 0], [-0, -0], [least, least], [-least, -least], [-inf, -1], [-100, -1], [89, inf], [nan, nan]]], // prettier-ignore
  ['elu', [[0, 0], [-0, -0], [-least, -least], [-inf, -1], [inf, inf], [3e38, Math.fround(3e38)], [nan, nan]]], // prettier-ignore
  ['sin', [[0, 0], [-0, -0], [least, least], [inf, nan], [-inf, nan], [nan, nan]]], // prettier-ignore
  ['cos', [[0, 1], [-0, 1], [least, 1], [inf, nan], [-inf, nan], [nan, nan]]], // prettier-ignore
])('%s has these values at its edges', (name, pairs) =>
  expect(
    unary(
      name,
      Float32Array.from(pairs, ([x]) => x),
    ),
  ).toEqual(Float32Array.from(pairs, ([, y]) => y)),
);

const INT_ORACLES: Record<IntOperation, (x: number) => number> = {
  negInt: (x) => -x | 0,
  absInt: (x) => Math.abs(x) | 0,
  squareInt: (x) => Math.imul(x, x),
};

test.each(Object.keys(INT_ORACLES) as IntOperation[])('%s of int32 wraps, at every size', (name) => {
  const next = generator(5);
  const ints = [-(2 ** 31), 2 ** 31 - 1, 0, -1, 46341].concat(Array.from({ length: 28 }, () => next() | 0));
  for (const size of [0, 1, 2, 3, 4, 5, 8, 9, 33]) {
    arena.reset();
    const x = Int32Array.from(ints.slice(0, size));
    const [from, out] = [arena.put(x), arena.room(size)];
    arena.kernels.unary(UNARY_CODES[name], from, out, size);
    expect([...arena.words(out, size)].map((word) => word | 0)).toEqual([...x.map(INT_ORACLES[name])]);
    expect(arena.damage()).toEqual([]);
  }
});

test('an unknown operation does nothing', () => {
  arena.reset();
  const out = arena.draft(Float32Array.of(5));
  arena.kernels.unary(99, out, out, 1);
  expect([...arena.floats(out, 1)]).toEqual([5]);
});
