import { tensor, tidy, values } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { chainCosts } from '@saccade/subgoals';
import type { Evaluator } from '@saccade/subgoals';
import type { PlaneTasks } from '@saccade/tasks';

const SIDE = 32;

/**
 * What E makes of one subgoal at each place of a square: `½ E(start, place)² + ½ E(place, goal)²` as shares of the greatest,
 * their roots, so that low costs can be told apart. 32 rows from below.
 *
 * @param task - one.
 */
export function costMap(evaluator: Evaluator, { size, starts, goals, circles }: PlaneTasks): number[][] {
  const places = Float32Array.from({ length: 2 * SIDE * SIDE }, (_, i) => {
    const place = i >> 1;
    const cell = i % 2 === 0 ? place % SIDE : Math.floor(place / SIDE);
    return ((cell + 0.5) / SIDE) * size;
  });
  const all = (one: Float32Array): Float32Array =>
    Float32Array.from({ length: SIDE * SIDE * one.length }, (_, i) => one[i % one.length]);
  const costs = tidy(() => {
    const situation = {
      start: tensor<Tensor2D>(all(starts), [SIDE * SIDE, 2]),
      goal: tensor<Tensor2D>(all(goals), [SIDE * SIDE, 2]),
      circles: tensor<Tensor3D>(all(circles), [SIDE * SIDE, circles.length / 3, 3]),
    };
    const plan = tensor<Tensor3D>(places, [SIDE * SIDE, 1, 2]);
    return values<Float32Array>(chainCosts(evaluator, situation, plan));
  });
  const most = costs.reduce((a, b) => Math.max(a, b), 1e-12);
  return Array.from({ length: SIDE }, (_, row) =>
    Array.from(costs.subarray(row * SIDE, (row + 1) * SIDE), (cost) => Math.sqrt(cost / most)),
  );
}
