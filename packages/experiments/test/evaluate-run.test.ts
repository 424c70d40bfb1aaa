// Rule L4 of ../SPEC.md.
import { foldIn, key, start, uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { evaluateRun } from '../src/index.ts';
import type { Run } from '../src/index.ts';

beforeAll(async () => {
  await start();
});

/** A run whose episodes succeed with a chance of `share`, and what sizes its evaluations were asked for. */
function chancy(share: number): { run: Run; sizes: number[] } {
  const sizes: number[] = [];
  const evaluate = (kEpisodes: Key, episodes: number) => {
    sizes.push(episodes);
    const hits = uniformValues(kEpisodes, episodes).filter((value) => value < share).length;
    return { hitRate: hits / episodes, constant: 0.25 };
  };
  return { run: { evaluate } as unknown as Run, sizes };
}

test('L4 episodes are shared out over blocks that differ by one at most', () => {
  for (const [episodes, blocks] of [
    [1, 1],
    [249, 1],
    [250, 5],
    [777, 15],
    [1000, 20],
    [5003, 20],
  ] as const) {
    const { run, sizes } = chancy(0.5);
    evaluateRun(run, key(1), episodes);
    expect(sizes).toHaveLength(blocks);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(episodes);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});

test('L4 few episodes have means and no intervals', () => {
  const { metrics, intervals } = evaluateRun(chancy(0.5).run, key(1), 200);
  expect(metrics.constant).toBe(0.25);
  expect(intervals).toEqual({});
});

test('L4 a metric that does not scatter has an interval without width', () => {
  expect(evaluateRun(chancy(0.5).run, key(1), 1000).intervals.constant).toEqual({ low: 0.25, high: 0.25 });
});

test('L4 intervals hold the true mean about 95 times in a hundred', () => {
  const { run } = chancy(0.3);
  let held = 0;
  for (let trial = 0; trial < 60; trial++) {
    const { low, high } = evaluateRun(run, foldIn(key(1993), trial), 1000).intervals.hitRate;
    if (low <= 0.3 && 0.3 <= high) held++;
  }
  expect(held).toBeGreaterThanOrEqual(53);
  expect(held).toBeLessThan(60);
});
