// Ways to find in a square with circles in it: discs that must not be touched, or swamps that cost.
import { foldIn, randomBits } from '@saccade/math';
import type { Key } from '@saccade/math';
import { reportProblems } from './check.ts';
import { pointSegmentDistance } from './segments.ts';

/** A batch of squares with circles, and a way to find in each. `B` of them, `D` circles in each. */
export interface PlaneTasks {
  /** Side of the squares; one corner is (0, 0). */
  readonly size: number;
  /** x, y and radius of each circle, `[B·D·3]`. Radius 0 stands for no circle: it lies at (0, 0), behind the others. */
  readonly circles: Float32Array;
  /** `[B·2]` */
  readonly starts: Float32Array;
  /** `[B·2]` */
  readonly goals: Float32Array;
}

/** Options of {@link samplePlaneTasks}. */
export interface PlaneTaskOptions {
  /** Side of the square. Default 10. */
  readonly size?: number;
  /** Circles in a square: uniform in fewest … most, whole numbers ≥ 1. Default [3, 3]. */
  readonly circles?: readonly [fewest: number, most: number];
  /** Uniform in smallest ≤ radius < largest; more than 0, less than half the side. Default [0.8, 0.8]. */
  readonly radius?: readonly [smallest: number, largest: number];
  /**
   * `corners`: from (1, 1) to (9, 9), in tenths of the side; `random`: both uniform, at least 0.3 sides apart.
   * Default `corners`.
   */
  readonly ends?: 'corners' | 'random';
  /** The centre of the first circle is on the straight way, in the middle half of it. Default false. */
  readonly blocking?: boolean;
  /** Start and goal are at least so far outside of all circles, in units of the side; −1: anywhere. Default 0.02. */
  readonly gap?: number;
}

/** Squares that are tried before ends and circles are said not to fit. */
const TRIES = 1000;
const LEAST_WAY = 0.3;

/**
 * Squares at random. Circles lie within them, and may overlap. Square `i` depends on the key and `i` alone.
 *
 * @param key - consumed.
 * @throws RangeError listing all bad options; or if nothing fits, after 1,000 squares.
 */
export function samplePlaneTasks(options: PlaneTaskOptions, key: Key, count: number): PlaneTasks {
  const full = withDefaults(options);
  const { size, circles } = full;
  checkOptions(full, count);
  const slots = circles[1];
  const words = 5 + 3 * slots;
  const tasks = {
    size,
    circles: new Float32Array(count * slots * 3),
    starts: new Float32Array(count * 2),
    goals: new Float32Array(count * 2),
  };
  const first = randomBits(foldIn(key, 0), count * words);
  for (let i = 0; i < count; i++) {
    if (arrange(full, tasks, i, first.subarray(i * words, (i + 1) * words))) continue;
    const again = foldIn(foldIn(key, 1), i);
    let tries = 1;
    while (!arrange(full, tasks, i, randomBits(foldIn(again, tries), words)))
      if (++tries >= TRIES)
        throw new RangeError(`samplePlaneTasks: circles must leave room for start and goal, tried ${TRIES}`);
  }
  return tasks;
}

type FullOptions = Required<PlaneTaskOptions>;

function withDefaults(options: PlaneTaskOptions): FullOptions {
  const { size = 10, circles = [3, 3], radius = [0.8, 0.8] } = options;
  const { ends = 'corners', blocking = false, gap = 0.02 } = options;
  return { size, circles, radius, ends, blocking, gap };
}

function checkOptions({ size, circles, radius, gap }: FullOptions, count: number): void {
  const [fewest, most] = circles;
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;
  reportProblems('samplePlaneTasks', [
    ...(size > 0 && size < Infinity ? [] : [`size must be finite and above 0, got ${size}`]),
    ...(isCount(fewest) && isCount(most) && fewest <= most
      ? []
      : [`circles must be whole numbers 1 ≤ fewest ≤ most, got ${circles.join(', ')}`]),
    ...(radius[0] > 0 && radius[0] <= radius[1] && radius[1] < size / 2
      ? []
      : [`radius must be 0 < smallest ≤ largest < ${size / 2}, got ${radius.join(', ')}`]),
    ...(gap >= -1 && gap < 1 ? [] : [`gap must be in -1..1, got ${gap}`]),
    ...(isCount(count) ? [] : [`count must be a whole number ≥ 1, got ${count}`]),
  ]);
}

/** Writes square `i` from random words. False if start or goal are too near to a circle, or to each other. */
function arrange(options: FullOptions, tasks: PlaneTasks, i: number, words: Uint32Array): boolean {
  const { size, circles, radius, ends, blocking, gap } = options;
  const share = (word: number): number => words[word] / 4294967296;
  const [sx, sy, gx, gy] =
    ends === 'corners' ? [0.1, 0.1, 0.9, 0.9] : [share(0), share(1), share(2), share(3)];
  if ((gx - sx) * (gx - sx) + (gy - sy) * (gy - sy) < LEAST_WAY * LEAST_WAY) return false;
  tasks.starts.set([sx * size, sy * size], 2 * i);
  tasks.goals.set([gx * size, gy * size], 2 * i);
  const [fewest, most] = circles;
  const present = fewest + Math.floor(share(4) * (most - fewest + 1));
  for (let d = 0; d < most; d++) {
    const r = d < present ? radius[0] + share(5 + 3 * d) * (radius[1] - radius[0]) : 0;
    const [u, v] = [share(6 + 3 * d), share(7 + 3 * d)];
    const along = 0.25 + u / 2;
    const onWay = blocking && d === 0;
    const x = onWay ? (sx + along * (gx - sx)) * size : r + u * (size - 2 * r);
    const y = onWay ? (sy + along * (gy - sy)) * size : r + v * (size - 2 * r);
    tasks.circles.set(r > 0 ? [x, y, r] : [0, 0, 0], (i * most + d) * 3);
    if (r > 0 && nearestEnd(tasks, i, x, y) < r + gap * size) return false;
  }
  return true;
}

function nearestEnd({ starts, goals }: PlaneTasks, i: number, x: number, y: number): number {
  const toEnd = (ends: Float32Array): number =>
    pointSegmentDistance(x, y, ends[2 * i], ends[2 * i + 1], ends[2 * i], ends[2 * i + 1]);
  return Math.min(toEnd(starts), toEnd(goals));
}
