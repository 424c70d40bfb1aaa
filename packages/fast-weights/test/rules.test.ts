// Rules W1–W8 of ../SPEC.md. Reference values: reference.test.ts.
import { einsum, foldIn, full, key, normal, ones, tensor, values } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { eachBackend, tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { expect, test } from 'vitest';
import {
  blend,
  decayedRule,
  deltaRule,
  dynamicLinks,
  emptyWeights,
  gatedDeltaRule,
  gatedRule,
  outerProduct,
  read,
  recallStrengths,
  softmaxStrengths,
  sumRule,
  writeAll,
} from '../src/index.ts';
import { associativeRules, B, draw, K, rules, someQuery, someWeights, T, V } from './fixtures.ts';

const associations = { key: K, value: V, keep: 1, rate: 1 };

eachBackend(['cpu', 'wasm'], () => {
  test('W1 a read is W q for each of the batch', () => {
    const weights = tensor<Tensor3D>([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
    const query = tensor<Tensor2D>([1, 10, 100, 1], [2, 2]);
    expect(read(weights, query)).toBeClose([[21, 43], [506, 708]], TOLERANCE.exact); // prettier-ignore
  });

  test('W2 the sum rule is linear attention: (Σ v ⊗ k) q = Vᵀ (K q)', () => {
    const [keys, written] = [normal<Tensor3D>(key(1), [T, B, K]), normal<Tensor3D>(key(2), [T, B, V])];
    const queries = normal<Tensor3D>(key(3), [T, B, K]);
    const [weights] = writeAll(sumRule, emptyWeights(B, V, K), { key: keys, value: written }, queries);
    const attention = einsum('tbv,tb->bv', written, einsum('tbk,bk->tb', keys, someQuery()));
    expect(read(weights, someQuery())).toBeClose(attention, TOLERANCE.product);
  });

  test.each(Object.entries(associativeRules))(
    'W3 a query that goes back in time finds what %s has written',
    (_, rule) => {
      const signals = draw(associations, [T, B], key(4)) as Record<string, Tensor3D>;
      const queries = normal<Tensor3D>(key(5), [T, B, K]);
      const [weights] = writeAll(rule, emptyWeights(B, V, K), signals as never, queries);
      const strengths = recallStrengths(rule, signals as never, someQuery());
      expect(blend(strengths, signals.value)).toBeClose(read(weights, someQuery()), {
        // Both sum up the same terms, of which some are much larger than the result.
        ...{ rtol: 1e-5, atol: 2e-5 },
      });
    },
  );

  test('W4 with orthonormal keys and rate 1 the delta rule overwrites, and leaves the other keys alone', () => {
    // Columns of a Hadamard matrix, halved: their products are exact.
    const keys = [[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1]].map((row) => tensor<Tensor2D>(row.map((x) => x / 2), [1, 4])); // prettier-ignore
    const [first, second, other] = [1, 2, 3].map((seed) => tensor<Tensor2D>(values(normal(key(seed), [1, V])).map((x) => Math.round(x * 64) / 64), [1, V])); // prettier-ignore
    const write = (weights: Tensor3D, k: Tensor2D, value: Tensor2D): Tensor3D =>
      deltaRule.write(weights, { key: k, value, rate: ones([1, 1]) });
    const once = write(write(emptyWeights(1, V, 4), keys[0], first), keys[1], other);
    const twice = write(once, keys[0], second);
    expect(read(once, keys[0])).toEqualTensor(first);
    expect(read(twice, keys[0])).toEqualTensor(second);
    expect(read(twice, keys[1])).toEqualTensor(other);
    expect(read(twice, keys[2])).toBeClose(new Float32Array(V), TOLERANCE.exact);
  });

  test('W5 the gated delta rule that keeps all is the delta rule, bit for bit', () => {
    const signals = draw(associations, [B], key(6)) as Record<'key' | 'value' | 'rate', Tensor2D>;
    const keep = ones<Tensor2D>([B, 1]);
    const gated = gatedDeltaRule.write(someWeights(), { ...signals, keep });
    expect(gated).toEqualTensor(deltaRule.write(someWeights(), signals));
  });

  test('W6 dynamic links stay between 0 and their bound, and reach no unit with more than the total', () => {
    const rule = dynamicLinks({ rate: 0.7, bound: 0.5, total: 0.8 });
    let weights = emptyWeights(B, V, K);
    let most = 0;
    for (let t = 0; t < 200; t++) {
      weights = rule.write(weights, draw({ from: K, to: V }, [B], foldIn(key(7), t)));
      const links = Array.from(values(weights));
      expect(links.every((link) => link >= 0 && link <= 0.5)).toBe(true);
      for (let row = 0; row < B * V; row++) {
        const sum = links.slice(row * K, (row + 1) * K).reduce((total, link) => total + link, 0);
        expect(sum).toBeLessThanOrEqual(0.8 * (1 + 1e-6));
        most = Math.max(most, sum);
      }
    }
    expect(most).toBeGreaterThan(0.79);
  });

  test('W6 gated weights stay within ±1, whatever is written', () => {
    let weights = emptyWeights(B, V, K);
    for (let t = 0; t < 200; t++) {
      const signals = draw({ to: V, from: K, gateTo: V, gateFrom: K }, [B], foldIn(key(8), t));
      weights = gatedRule.write(weights, signals);
    }
    expect(values(weights).every((w) => Math.abs(w) <= 1)).toBe(true);
    expect(values(weights).some((w) => Math.abs(w) > 0.5)).toBe(true);
  });

  test.each(rules)('W7 $name, reads and attention leave one tensor each', ({ rule, signals }) => {
    const [weights, query, now] = [someWeights(), someQuery(), draw(signals, [B], key(9))];
    const all = draw(associations, [T, B], key(4)) as Record<string, Tensor3D>;
    expect(tensorsLeft(() => rule.write(weights, now))).toBe(1);
    expect(tensorsLeft(() => read(weights, query))).toBe(1);
    expect(tensorsLeft(() => outerProduct(query, query))).toBe(1);
    expect(tensorsLeft(() => recallStrengths(deltaRule, all as never, query))).toBe(1);
    expect(tensorsLeft(() => softmaxStrengths(all.key, query))).toBe(1);
  });

  test.each(rules)('W8 $name refuses each signal of another shape by its name', ({ name, rule, signals }) => {
    for (const signal of Object.keys(signals)) {
      const wrong = draw({ ...signals, [signal]: 9 }, [B], key(9));
      const [letter, length] = { 1: ['', 1], [K]: ['K=', K], [V]: ['V=', V] }[signals[signal]] ?? [];
      expect(() => rule.write(someWeights(), wrong)).toThrow(
        `${name}: ${signal} must be [B=${B}, ${letter}${length}], got [${B}, 9]`,
      );
    }
  });

  test('W8 reads and options are checked', () => {
    expect(() => read(someWeights(), full([B, 4], 0) as Tensor2D)).toThrow(
      'read: query must be [B=2, K=3], got [2, 4]',
    );
    expect(() => decayedRule({ decay: 2 })).toThrow('decayedRule: decay must be a number in 0..1, got 2');
    expect(() => dynamicLinks({ rate: -1 })).toThrow('dynamicLinks: rate must be a number in 0..1, got -1');
  });
});
