import { add, grad, key, mul, sigmoid, start, sum, tensor, values } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';
import { checkGrads, eachBackend, tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { beforeAll, expect, test } from 'vitest';
import { applyMlp, initMlp } from '../src/index.ts';
import type { MlpParams } from '../src/index.ts';
import reference from './reference/mlp.json' with { type: 'json' };

const params = (): MlpParams => ({
  layers: reference.layers.map(({ w, b }) => ({ w: tensor(w), b: tensor(b) })),
});

eachBackend(['cpu', 'wasm'], () => {
  test('M1 output and gradients equal PyTorch', () => {
    const x = tensor<Tensor2D>(reference.x);
    const weights = tensor(reference.weights);
    const project = (net: MlpParams, input: Tensor2D) => sum(mul(applyMlp(net, input), weights));
    expect(applyMlp(params(), x)).toBeClose(reference.y, TOLERANCE.product);
    const gradients = grad(project)(params(), x);
    for (const [l, { w, b }] of gradients.layers.entries()) {
      expect(w).toBeClose(reference.grads.layers[l].w, TOLERANCE.product);
      expect(b).toBeClose(reference.grads.layers[l].b, TOLERANCE.product);
    }
    const byInput = grad((input: Tensor2D) => project(params(), input))(x);
    expect(byInput).toBeClose(reference.grads.x, TOLERANCE.product);
  });

  test('M2 gradients equal central differences', () => {
    checkGrads((net: MlpParams) => applyMlp(net, tensor<Tensor2D>(reference.x)), params());
  });
});

test('M3 a net of one layer is σ(x·W + b), row by row', () => {
  const { layers } = initMlp({ sizes: [3, 2] }, key(1));
  const [w, b] = [values(layers[0].w), values(layers[0].b)];
  const y = values(applyMlp({ layers }, tensor<Tensor2D>([[1, 0, 0]])));
  const expected = sigmoid(add(tensor(w.slice(0, 2)), tensor(b)));
  expect([...y]).toEqual([...values(expected)]);
});

test('M4 weights begin in the asked range, different in every layer, the same for the same key', () => {
  const net = initMlp({ sizes: [40, 40, 40], initScale: 0.3 }, key(2));
  const all = net.layers.flatMap(({ w, b }) => [...values(w), ...values(b)]);
  expect(Math.max(...all)).toBeLessThan(0.3);
  expect(Math.max(...all)).toBeGreaterThan(0.29);
  expect(Math.min(...all)).toBeGreaterThanOrEqual(-0.3);
  expect(Math.min(...all)).toBeLessThan(-0.29);
  expect(values(net.layers[0].w)).not.toEqual(values(net.layers[1].w));
  const again = initMlp({ sizes: [40, 40, 40], initScale: 0.3 }, key(2));
  expect(again.layers[1].w).toEqualTensor(net.layers[1].w);
});

test('M5 leaves one new tensor', () => {
  const net = params();
  const x = tensor<Tensor2D>(reference.x);
  expect(tensorsLeft(() => applyMlp(net, x))).toBe(1);
});

test('M6 wrong sizes and inputs are named', () => {
  expect(() => initMlp({ sizes: [3] }, key(0))).toThrow(
    'initMlp: sizes must be two or more whole numbers ≥ 1, got [3]',
  );
  expect(() => applyMlp(params(), tensor<Tensor2D>([[1, 2]]))).toThrow(
    'applyMlp: x must be [B, I=5], got [1, 2]',
  );
});

beforeAll(async () => {
  await start();
});
