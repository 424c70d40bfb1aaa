// The kernels draw what the host draws, bit by bit.
import { loadKernels } from '@saccade/kernels';
import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import {
  bernoulliValues,
  foldIn,
  gumbelValues,
  keyFromWords,
  normalValues,
  randomBits,
  split,
  uniformValues,
} from '../../src/random/index.ts';

const memory = new WebAssembly.Memory({ initial: 2 });
const kernels = await loadKernels(memory);
const [KEY, OUT] = [0, 64];

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const anyKey = fc.tuple(word, word).map((words) => {
  new Uint32Array(memory.buffer, KEY, 2).set(words);
  return keyFromWords(words);
});
const count = fc.oneof(fc.nat(40), fc.constant(3000));
const float = fc.float({ noNaN: true, min: -1e5, max: 1e5 });
const runs = { seed: 2020, numRuns: 60 };

const words = (n: number): Uint32Array => new Uint32Array(memory.buffer, OUT, n);
const floats = (n: number): Float32Array => new Float32Array(memory.buffer, OUT, n);

property.prop([anyKey, count], runs)('randomBits', (key, n) => {
  kernels.randomBits(KEY, OUT, n);
  expect(words(n)).toEqual(randomBits(key, n));
});

property.prop([anyKey, fc.integer({ min: 1, max: 40 }), word], runs)(
  'splitKey and foldIn',
  (key, n, data) => {
    kernels.splitKey(KEY, OUT, n);
    expect([...words(2 * n)]).toEqual(split(key, n).flatMap((part) => [...part.words]));
    kernels.foldIn(KEY, data, OUT);
    expect([...words(2)]).toEqual(foldIn(key, data).words);
  },
);

property.prop([anyKey, count, float, float], runs)('uniform', (key, n, a, b) => {
  const [min, max] = [Math.min(a, b), Math.max(a, b)];
  kernels.uniform(KEY, OUT, n, min, max);
  expect(floats(n)).toEqual(uniformValues(key, n, { min, max }));
});

property.prop([anyKey, count, float, float.map(Math.abs)], runs)('normal', (key, n, mean, sd) => {
  kernels.normal(KEY, OUT, n, mean, sd);
  expect(floats(n)).toEqual(normalValues(key, n, { mean, sd }));
});

property.prop([anyKey, count], runs)('gumbel', (key, n) => {
  kernels.gumbel(KEY, OUT, n);
  expect(floats(n)).toEqual(gumbelValues(key, n));
});

property.prop([anyKey, count, fc.double({ noNaN: true, min: 0, max: 1 })], runs)('bernoulli', (key, n, p) => {
  kernels.bernoulli(KEY, OUT, n, p);
  expect(new Uint8Array(memory.buffer, OUT, n)).toEqual(bernoulliValues(key, p, n));
});
