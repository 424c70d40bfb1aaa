// Rule F2 of ../SPEC.md.
import type { FoveaState } from '@saccade/attention';
import { expect, test } from 'vitest';
import { hitRate, holdRate, meanSaccades, outcomeOf } from '../src/fovea/episodes.ts';

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
