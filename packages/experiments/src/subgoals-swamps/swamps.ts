import type { PlaneTasks } from '@saccade/tasks';

/** A plane with swamps. */
export interface Swamps {
  readonly task: PlaneTasks;
  /** h, of the cones over them. */
  readonly height: number;
  /** K, subgoals of a way. */
  readonly subgoals: number;
}

/**
 * Positions, radii and heights are ours: the paper shows them in figures alone. Each lies on the straight way, and is as high as
 * suits the paper's learning rates.
 */
export const SWAMPS: Readonly<Record<'one' | 'several', Swamps>> = {
  one: plane({ circles: [5, 5.3, 2.5], height: 0.55, subgoals: 2 }),
  several: plane({ circles: [3.2, 2.6, 1.3, 5, 5.6, 1.3, 7.2, 6.8, 1.2], height: 4, subgoals: 4 }),
};

function plane({
  circles,
  ...rest
}: {
  circles: readonly number[];
  height: number;
  subgoals: number;
}): Swamps {
  const task = {
    size: 10,
    starts: Float32Array.of(1, 1),
    goals: Float32Array.of(9, 9),
    circles: Float32Array.from(circles),
  };
  return { task, ...rest };
}
