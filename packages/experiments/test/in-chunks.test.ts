// Rule R6 of ../SPEC.md.
import { foldIn, key } from '@saccade/math';
import { expect, test } from 'vitest';
import { meansInChunks } from '../src/in-chunks.ts';

test('R6 episodes are judged in chunks with keys of their own, and weigh the same', () => {
  const calls: unknown[] = [];
  const judge = (chunk: unknown, size: number) => {
    calls.push([chunk, size]);
    return { share: calls.length === 3 ? 1 : 0, size };
  };
  const means = meansInChunks(key(1), 2500, judge, 1000);
  expect(calls).toEqual([
    [foldIn(key(1), 0), 1000],
    [foldIn(key(1), 1), 1000],
    [foldIn(key(1), 2), 500],
  ]);
  expect(means.share).toBeCloseTo(0.2, 12);
  expect(means.size).toBeCloseTo((1000 * 1000 + 1000 * 1000 + 500 * 500) / 2500, 9);
});
