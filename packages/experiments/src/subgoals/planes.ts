// Planes as tensors, and ways through them as numbers.
import { tensor } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import type { Situation } from '@saccade/subgoals';
import type { PlaneTasks } from '@saccade/tasks';

/** Tasks as tensors. The caller disposes them. */
export function situationOf({ starts, goals, circles }: PlaneTasks): Situation {
  const batch = starts.length / 2;
  return {
    start: tensor<Tensor2D>(starts, [batch, 2]),
    goal: tensor<Tensor2D>(goals, [batch, 2]),
    circles: tensor<Tensor3D>(circles, [batch, circles.length / batch / 3, 3]),
  };
}

/** Task `b` alone. */
export function taskAt({ size, starts, goals, circles }: PlaneTasks, b: number): PlaneTasks {
  const part = (all: Float32Array, width: number): Float32Array => all.slice(b * width, (b + 1) * width);
  const slots = (2 * circles.length) / starts.length;
  return { size, starts: part(starts, 2), goals: part(goals, 2), circles: part(circles, slots) };
}

/** The whole way of task `b`: start, places `[B·K·2]` and goal. */
export function wayThrough({ starts, goals }: PlaneTasks, places: Float32Array, b: number): number[] {
  const width = (2 * places.length) / starts.length;
  return [
    ...starts.subarray(2 * b, 2 * b + 2),
    ...places.subarray(b * width, (b + 1) * width),
    ...goals.subarray(2 * b, 2 * b + 2),
  ];
}

/** Its length. */
export function lengthOf(way: readonly number[]): number {
  let length = 0;
  for (let s = 0; s + 3 < way.length; s += 2) {
    const [dx, dy] = [way[s + 2] - way[s], way[s + 3] - way[s + 1]];
    length += Math.sqrt(dx * dx + dy * dy);
  }
  return length;
}
