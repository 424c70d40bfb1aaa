// Rules F2 and R6 of ../SPEC.md.
import type { FoveaState } from '@saccade/attention';
import { foldIn, key } from '@saccade/math';
import { expect, test } from 'vitest';
import { hitRate, holdRate, inChunks, meanSaccades, outcomeOf } from '../src/fovea/episodes.ts';

/** States of episodes given as paths `[[x, y], …]`, all of the same length. */
function statesOf(...paths: readonly (readonly [number, number])[][]): FoveaState[] {
  return paths[0].map((_, t) => ({
    ...{ scenes: [], observation: new Float32Array() },
    positions: Float64Array.from(paths.flatMap((path) => path[t])),
  }));
}

const paths = {
  startsThereAndLeaves: [
    [100, 100],
    [150, 100],
    [150, 150],
  ],
  arrivesAndStays: [
    [150, 100],
    [106, 108],
    [100, 110],
  ],
  passesThrough: [
    [150, 100],
    [100, 95],
    [100, 50],
  ],
  arrivesLate: [
    [150, 100],
    [111, 100],
    [110, 100],
  ],
  justMisses: [
    [150, 100],
    [110.01, 100],
    [107, 107.2],
  ],
} satisfies Record<string, [number, number][]>;
const points = Float64Array.from(Object.keys(paths).flatMap(() => [100, 100]));
const outcome = outcomeOf(statesOf(...(Object.values(paths) as [number, number][][])), points, 10);

test('F2 the hit is the first time within the radius, its edge and the start included', () => {
  expect(Array.from(outcome.hits)).toEqual([0, 1, 1, 2, -1]);
});

test('F2 what counts as held is where the fovea ends', () => {
  expect(Array.from(outcome.held)).toEqual([0, 1, 0, 1, 0]);
});

test('F2 rates are shares of the episodes, and a miss counts as 20 saccades', () => {
  expect(hitRate(outcome)).toBe(4 / 5);
  expect(holdRate(outcome)).toBe(2 / 5);
  expect(meanSaccades(outcome)).toBe((0 + 1 + 1 + 2 + 20) / 5);
});

test('F2 each episode is measured against a point of its own', () => {
  const away: [number, number][] = [
    [0, 0],
    [300, 40],
  ];
  const states = statesOf(away, away);
  expect(Array.from(outcomeOf(states, Float64Array.of(0, 5, 300, 45), 5).hits)).toEqual([0, 1]);
});

test('R6 episodes are judged in chunks of 1,000 with keys of their own, and weigh the same', () => {
  const calls: unknown[] = [];
  const means = inChunks(key(1), 2500, (chunk, size) => {
    calls.push([chunk, size]);
    return { share: calls.length === 3 ? 1 : 0, size };
  });
  expect(calls).toEqual([
    [foldIn(key(1), 0), 1000],
    [foldIn(key(1), 1000), 1000],
    [foldIn(key(1), 2000), 500],
  ]);
  expect(means.share).toBeCloseTo(0.2, 12);
  expect(means.size).toBeCloseTo((1000 * 1000 + 1000 * 1000 + 500 * 500) / 2500, 9);
});

test.each([0, -1, 1.5, NaN, Infinity])('R6 %d episodes are refused before any is judged', (episodes) => {
  const judge = () => {
    throw new Error('judged');
  };
  expect(() => inChunks(key(1), episodes, judge)).toThrow(
    `evaluate: episodes must be a whole number ≥ 1, got ${episodes}`,
  );
});
