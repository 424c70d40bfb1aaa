import { describe, expect, test } from 'vitest';
import { tensor, values } from '../../src/index.ts';
import {
  bernoulli,
  bernoulliValues,
  categorical,
  categoricalValues,
  integers,
  integerValues,
  key,
  normal,
  normalValues,
  uniform,
  uniformValues,
} from '../../src/random/index.ts';
import { eachBackend, tensorsLeft } from '../../src/testing/index.ts';
import { mean } from './statistics.ts';

const k = key(1991);

eachBackend(['wasm', 'cpu'], () => {
  test('uniform, normal, integers and bernoulli hold the bits of their host twins', () => {
    const range = { min: -2, max: 5 };
    expect(uniform(k, [3, 5], range)).toEqualTensor(tensor(uniformValues(k, 15, range), [3, 5]));
    expect(normal(k, [2, 4], { mean: 1, sd: 3 })).toEqualTensor(
      tensor(normalValues(k, 8, { mean: 1, sd: 3 }), [2, 4]),
    );
    expect(integers(k, [7], range)).toEqualTensor(tensor(integerValues(k, 7, -2, 5), [7]));
    expect(bernoulli(k, 0.3, [9])).toEqualTensor(tensor(bernoulliValues(k, 0.3, 9), [9], 'bool'));
    expect(uniform(k, [])).toEqualTensor(tensor(uniformValues(k, 1), []));
  });

  test('bernoulli with a tensor of probabilities broadcasts it over the shape', () => {
    const drawn = values(bernoulli(k, tensor([0, 0.5, 1]), [200, 3])) as Uint8Array;
    const share = [0, 1, 2].map((c) => mean(drawn.filter((_, i) => i % 3 === c)));
    expect(share[0]).toBe(0);
    expect(Math.abs(share[1] - 0.5)).toBeLessThan(0.15);
    expect(share[2]).toBe(1);
    expect(bernoulli(k, tensor([0.3, 0.3]))).toEqualTensor(tensor(bernoulliValues(k, 0.3, 2), [2], 'bool'));
  });

  test('categorical holds the bits of its host twin', () => {
    const logits = normalValues(key(2), 600);
    expect(categorical(k, tensor(logits, [100, 6]))).toEqualTensor(
      tensor(categoricalValues(k, logits, 6), [100]),
    );
    expect(categorical(k, tensor(logits, [6, 100]), 0).shape).toEqual([100]);
  });

  test('each leaves one tensor', () => {
    const logits = tensor([[0, 1, 2]]);
    for (const make of [
      () => uniform(k, [4]),
      () => normal(k, [4]),
      () => integers(k, [4], { max: 3 }),
      () => bernoulli(k, 0.5, [4]),
      () => bernoulli(k, logits),
      () => categorical(k, logits),
    ]) {
      expect(tensorsLeft(make)).toBe(1);
    }
  });

  describe('errors', () => {
    test.each<[string, () => unknown]>([
      ['uniform: shape must be a list of integers ≥ 0, got [-1]', () => uniform(k, [-1])],
      [
        'bernoulli: p must be of a shape that broadcasts to [2], got [3]',
        () => bernoulli(k, tensor([0, 0, 0]), [2]),
      ],
      ['categorical: logits must be of rank ≥ 1, got []', () => categorical(k, tensor(1))],
      ['integers: max must be an integer in 1 … 2147483648, got 0', () => integers(k, [2], { max: 0 })],
      ['integers: min must be an integer in -2147483648', () => integers(k, [2], { min: 0.5, max: 3 })],
      ['uniform: max must be at least min=2, got 1', () => uniform(k, [2], { min: 2, max: 1 })],
      ['uniform: min must be a finite float32 number, got NaN', () => uniform(k, [2], { min: NaN })],
      ['normal: sd must be at least 0, got -1', () => normal(k, [2], { sd: -1 })],
      ['bernoulli: p must be a probability in 0 … 1, got 2', () => bernoulli(k, 2, [2])],
    ])('%s', (message, misuse) => expect(misuse).toThrow(message));
  });
});
