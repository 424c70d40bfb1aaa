import { gather, randomBits, reshape, tensor, tidy, values } from '@saccade/math';
import type { Key, Tensor2D } from '@saccade/math';
import { oneNetValues, streamValues } from '@saccade/subgoals';
import { pickFrom } from '@saccade/tasks';
import type { Metrics } from '../contract/types.ts';
import { greedyReturn, WAYS } from './goal-tables.ts';
import type { ValueOf } from './goal-tables.ts';
import type { UvfaLearners } from './learning.ts';
import { ROWS } from './problem.ts';
import type { UvfaProblem } from './problem.ts';

/** What each of those that are compared says an action is worth. */
export interface Judged {
  readonly full: ValueOf;
  readonly streams: ValueOf;
  readonly oneNet: ValueOf;
}

/** All values for all goals, of nets as they are now. */
export function judgedValues(problem: UvfaProblem, { streams, oneNet }: UvfaLearners): Judged {
  const { states, world, tables } = problem;
  const count = world.states;
  const said = tidy(() => values<Float32Array>(streamValues(streams.params, states, states)));
  const each = Array.from({ length: count }, (_, goal) =>
    tidy(() => {
      const goals = gather(states, tensor(new Int32Array(count).fill(goal))) as Tensor2D;
      return values<Float32Array>(reshape(oneNetValues(oneNet.params, states, goals), [-1]));
    }),
  );
  return {
    full: (state, way, goal) => tables[goal][WAYS * state + way],
    streams: (state, way, goal) => said[(ROWS * state + way) * count + goal],
    oneNet: (state, way, goal) => each[goal][ROWS * state + way],
  };
}

/**
 * Discounted returns of greedy ways from random states to random goals of each kind, as shares of those of full Q-learning.
 * @param key - consumed; pair `i` depends on it and `i` alone.
 */
export function judgeQuality(
  { world, goals }: UvfaProblem,
  judged: Judged,
  discount: number,
  key: Key,
  episodes: number,
): Metrics {
  const words = randomBits(key, 4 * episodes);
  const qualities = (kind: number, among: readonly number[]): number[] => {
    const totals = [0, 0, 0];
    for (let i = 0; i < episodes; i++) {
      const goal = among[pickFrom(words[4 * i + 1 + kind], among.length)];
      // Any other state.
      const start = (goal + 1 + pickFrom(words[4 * i], world.states - 1)) % world.states;
      [judged.full, judged.streams, judged.oneNet].forEach((valueOf, which) => {
        totals[which] += greedyReturn(world, valueOf, [start, goal], discount);
      });
    }
    return [totals[1] / totals[0], totals[2] / totals[0]];
  };
  const [trainedQuality, oneNetTrainedQuality] = qualities(0, goals.trained);
  const [heldOutQuality, oneNetHeldOutQuality] = qualities(1, goals.heldOut);
  const [roomQuality, oneNetRoomQuality] = qualities(2, goals.room);
  return {
    ...{ trainedQuality, heldOutQuality, roomQuality },
    ...{ oneNetTrainedQuality, oneNetHeldOutQuality, oneNetRoomQuality },
    advantage: heldOutQuality - oneNetHeldOutQuality,
  };
}
