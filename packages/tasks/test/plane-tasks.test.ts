// Rules A1–A5 of ../SPEC.md.
import { key } from '@saccade/math';
import { expect, test } from 'vitest';
import { clearances, pointSegmentDistance, samplePlaneTasks, swampCost, swampCosts } from '../src/index.ts';
import type { PlaneTasks } from '../src/index.ts';

const RANDOM = { circles: [1, 6], ends: 'random' } as const;

test('A1 circles lie in the square, clear of start and goal, as many as may be', () => {
  const tasks = samplePlaneTasks({ ...RANDOM, radius: [0.5, 1] }, key(1), 500);
  const counts = new Set<number>();
  for (let b = 0; b < 500; b++) {
    const [sx, sy, gx, gy] = [
      ...tasks.starts.slice(2 * b, 2 * b + 2),
      ...tasks.goals.slice(2 * b, 2 * b + 2),
    ];
    expect((gx - sx) ** 2 + (gy - sy) ** 2).toBeGreaterThan(8.99);
    let count = 0;
    for (let d = 6 * b; d < 6 * b + 6; d++) {
      const [x, y, r] = tasks.circles.subarray(3 * d, 3 * d + 3);
      if (r === 0) continue;
      expect(count++).toBe(d - 6 * b);
      expect(r >= 0.5 && r < 1).toBe(true);
      expect(Math.min(x, y, 10 - x, 10 - y)).toBeGreaterThan(r - 1e-5);
      for (const [ex, ey] of [
        [sx, sy],
        [gx, gy],
      ])
        expect(pointSegmentDistance(x, y, ex, ey, ex, ey)).toBeGreaterThan(r + 0.1999);
    }
    counts.add(count);
  }
  expect([...counts].sort()).toEqual([1, 2, 3, 4, 5, 6]);
});

test('A2 a blocking circle is on the way: straight on is never clear, and otherwise often', () => {
  const clear = (tasks: PlaneTasks): number =>
    clearances(tasks, new Float32Array(0)).filter((distance) => distance > 0).length;
  expect(clear(samplePlaneTasks({ blocking: true }, key(2), 300))).toBe(0);
  expect(clear(samplePlaneTasks(RANDOM, key(2), 300))).toBeGreaterThan(50);
});

test('A3 square i depends on the key and i alone; what cannot be is refused at once', () => {
  const [few, many] = [5, 40].map((count) => samplePlaneTasks(RANDOM, key(3), count));
  expect(many.circles.slice(0, few.circles.length)).toEqual(few.circles);
  expect(many.starts.slice(0, 10)).toEqual(few.starts);
  expect(() => samplePlaneTasks({ circles: [2, 1], radius: [0, 6], size: 10, gap: 2 }, key(1), 0)).toThrow(
    'samplePlaneTasks: circles must be whole numbers 1 ≤ fewest ≤ most, got 2, 1; radius must be 0 < smallest ≤ largest < 5, got 0, 6; gap must be in -1..1, got 2; count must be a whole number ≥ 1, got 0',
  );
  expect(() => samplePlaneTasks({ radius: [4, 4], gap: 0.5 }, key(1), 1)).toThrow('tried 1000');
});

test('A4 clearance is the least distance of all points of the way from circles, and that beyond a wall', () => {
  const tasks = samplePlaneTasks(RANDOM, key(4), 60);
  const places = samplePlaneTasks({ ends: 'random', gap: -1 }, key(5), 120).starts;
  const least = clearances(tasks, places);
  for (let b = 0; b < 60; b++) {
    const way = [tasks.starts, places.subarray(4 * b), tasks.goals].map((list, i) =>
      i === 1 ? [...list.subarray(0, 4)] : [...list.subarray(2 * b, 2 * b + 2)],
    );
    const points = way.flat();
    let nearest = Infinity;
    for (let s = 0; s < 6; s += 2)
      for (let t = 0; t <= 2000; t++) {
        const at = (i: number): number => points[s + i] + (t / 2000) * (points[s + 2 + i] - points[s + i]);
        for (let d = 18 * b; d < 18 * b + 18; d += 3) {
          const [x, y, r] = tasks.circles.subarray(d, d + 3);
          if (r > 0) nearest = Math.min(nearest, Math.sqrt((at(0) - x) ** 2 + (at(1) - y) ** 2) - r);
        }
      }
    expect(Math.abs(least[b] - nearest)).toBeLessThan(0.005);
  }
  const outside = Float32Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? -0.5 : 3));
  expect(Math.max(...clearances(tasks, outside))).toBeLessThanOrEqual(-0.5);
});

/** The same integral as a sum over a fine grid of the way. */
function summed(swamp: readonly [number, number, number], h: number, way: readonly number[]): number {
  const [[x, y, r], [ax, ay, bx, by]] = [swamp, way];
  const length = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
  const count = 20_000;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const t = (i + 0.5) / count;
    const far = Math.sqrt((ax + t * (bx - ax) - x) ** 2 + (ay + t * (by - ay) - y) ** 2);
    total += Math.max(0, h * (1 - far / r));
  }
  return (total / count) * length;
}

test('A5 the cost of a swamp is the integral along the way, whatever the way', () => {
  const { circles, starts, goals } = samplePlaneTasks(
    { ends: 'random', radius: [0.5, 3], gap: -1 },
    key(6),
    100,
  );
  for (let b = 0; b < 100; b++) {
    const swamp = [...circles.subarray(9 * b, 9 * b + 3)] as [number, number, number];
    const way = [...starts.subarray(2 * b, 2 * b + 2), ...goals.subarray(2 * b, 2 * b + 2)] as const;
    const cost = swampCost(swamp, 2, way[0], way[1], way[2], way[3]);
    expect(Math.abs(cost - summed(swamp, 2, way))).toBeLessThan(1e-5);
  }
  expect(swampCost([5, 5, 2], 1, 0, 5, 10, 5)).toBeCloseTo(2, 12);
  expect(swampCost([5, 5, 2], 1, 5, 5, 5, 8)).toBeCloseTo(1, 12);
  expect(swampCost([5, 5, 2], 1, 5, 5, 5, 5)).toBe(0);
  expect(swampCost([5, 5, 2], 1, 0, 7, 10, 7)).toBe(0);
  expect(swampCost([0, 0, 0], 1, -1, 0, 1, 0)).toBe(0);
  const tasks = {
    size: 10,
    circles: Float32Array.of(5, 5, 2, 0, 0, 0),
    starts: Float32Array.of(0, 5),
    goals: Float32Array.of(10, 5),
  };
  expect([...swampCosts(tasks, Float32Array.of(5, 5), 1)]).toEqual([2]);
});
