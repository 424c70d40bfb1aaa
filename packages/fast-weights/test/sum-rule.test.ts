// Rules F1–F5 of ../SPEC.md.
import { einsum, key, normal, reshape, split, tensor, tidy, values } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { checkGrads, eachBackend, tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { expect, test } from 'vitest';
import { emptyWeights, outerProduct, read, sumRule } from '../src/index.ts';

const [T, B, K, V] = [7, 2, 3, 5];

function example() {
  const [kKeys, kValues, kQuery] = split(key(1992), 3);
  const keys = normal<Tensor3D>(kKeys, [T, B, K]);
  const written = normal<Tensor3D>(kValues, [T, B, V]);
  const query = normal<Tensor2D>(kQuery, [B, K]);
  return { keys, written, query };
}

eachBackend(['cpu', 'wasm'], () => {
  test('F1 a read is W q for each of the batch', () => {
    const weights = tensor<Tensor3D>([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    const query = tensor<Tensor2D>([
      [1, 10],
      [100, 1],
    ]);
    expect(read(weights, query)).toBeClose([[21, 43], [506, 708]], TOLERANCE.exact); // prettier-ignore
  });

  test('F2 the sum rule is linear attention: (Σ v ⊗ k) q = Vᵀ (K q)', () => {
    const { keys, written, query } = example();
    const at = (x: Tensor3D, t: number, width: number) =>
      reshape<Tensor2D>(tensor(values(x).slice(t * B * width, (t + 1) * B * width), [B, width]), [B, width]);
    let weights = emptyWeights(B, V, K);
    for (let t = 0; t < T; t++)
      weights = sumRule.write(weights, { key: at(keys, t, K), value: at(written, t, V) });
    const attention = einsum('tbv,tb->bv', written, einsum('tbk,bk->tb', keys, query));
    expect(read(weights, query)).toBeClose(attention, TOLERANCE.product);
  });

  test('F3 gradients equal central differences', () => {
    const { query } = example();
    const [kWeights, kValue, kKey] = split(key(3), 3);
    const params = {
      weights: normal<Tensor3D>(kWeights, [B, V, K]),
      value: normal<Tensor2D>(kValue, [B, V]),
      key: normal<Tensor2D>(kKey, [B, K]),
      query,
    };
    checkGrads((p: typeof params) => read(sumRule.write(p.weights, p), p.query), params);
  });

  test('F4 a write and a read leave one tensor each', () => {
    const { query } = example();
    const weights = emptyWeights(B, V, K);
    const value = tidy(() => normal<Tensor2D>(key(1), [B, V]));
    expect(tensorsLeft(() => sumRule.write(weights, { key: query, value }))).toBe(1);
    expect(tensorsLeft(() => read(weights, query))).toBe(1);
    expect(tensorsLeft(() => outerProduct(value, query))).toBe(1);
  });

  test('F5 errors name the signal and both shapes', () => {
    const weights = emptyWeights(B, V, K);
    const wide = normal<Tensor2D>(key(1), [B, K + 1]);
    const { query } = example();
    expect(() => sumRule.write(weights, { key: wide, value: query })).toThrow(
      'sumRule: key must be [B=2, K=3], got [2, 4]',
    );
    expect(() => read(weights, wide)).toThrow('read: query must be [B=2, K=3], got [2, 4]');
  });
});
