import { expect, test } from 'vitest';
import { tidy } from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { linearRecurrence } from '../src/ops/linear-recurrence.ts';
import { TOLERANCE, checkGrads, eachBackend } from '../src/testing/index.ts';
import { example } from './examples.ts';

eachBackend(['cpu', 'wasm'], () => {
  test.each([false, true])('is the recurrence step by step along each axis, reverse %s', (reverse) =>
    tidy(() => {
      const [a, b] = [example([3, 4, 5]), example([3, 4, 5], 9)];
      const [factors, terms] = [a.dataSync(), b.dataSync()];
      for (const [axis, step, length] of [
        [0, 20, 3],
        [1, 5, 4],
        [2, 1, 5],
      ] as const) {
        const expected = new Float64Array(60);
        for (let n = 0; n < 60; n++) {
          const i = reverse ? 59 - n : n;
          const at = Math.floor(i / step) % length;
          const first = at === (reverse ? length - 1 : 0);
          const before = first ? 0 : (expected[i + (reverse ? step : -step)] as number);
          expected[i] = (factors[i] as number) * before + (terms[i] as number);
        }
        expect(linearRecurrence(a, b, axis, reverse)).toBeClose(expected, TOLERANCE.product);
      }
    }),
  );
  test.each([
    [0, false],
    [1, true],
  ] as const)('has the right gradients on axis %i, reverse %s', (axis, reverse) =>
    tidy(() => {
      const params = { a: example([3, 4]), b: example([3, 4], 9) };
      checkGrads((p: Record<'a' | 'b', Tensor>) => linearRecurrence(p.a, p.b, axis, reverse), params);
    }),
  );
});
