import { tensor } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import type { PlaneTasks } from '@saccade/tasks';
import type { Situation } from '../src/index.ts';

/** Tasks as tensors. */
export function situationOf({ starts, goals, circles }: PlaneTasks): Situation {
  const batch = starts.length / 2;
  return {
    start: tensor<Tensor2D>(starts, [batch, 2]),
    goal: tensor<Tensor2D>(goals, [batch, 2]),
    circles: tensor<Tensor3D>(circles, [batch, circles.length / batch / 3, 3]),
  };
}
