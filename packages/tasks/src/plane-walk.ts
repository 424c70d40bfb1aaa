// A walker in a square with discs: it has inertia, and feels pain in and near discs and walls.
import type { Key } from '@saccade/math';
import { checkActions, reportProblems, whole } from './check.ts';
import type { Bounds, Environment } from './environment.ts';
import { samplePlaneTasks } from './plane-tasks.ts';
import type { PlaneTaskOptions, PlaneTasks } from './plane-tasks.ts';
import { pointSegmentDistance } from './segments.ts';

/** Walkers on their ways. `B` of them. */
export interface PlaneWalkState {
  readonly tasks: PlaneTasks;
  /** `[B·2]` */
  readonly positions: Float32Array;
  /** Length of the last step, `[B·2]`. */
  readonly velocities: Float32Array;
  /** 1 where the last step touched a disc or left the square, `[B]`. */
  readonly touched: Uint8Array;
  /** Minus the pain of the last step, `[B]`. */
  readonly rewards: Float32Array;
}

/** Options of {@link planeWalk}. */
export interface PlaneWalkOptions {
  /** Squares that `reset` draws. */
  readonly tasks?: PlaneTaskOptions;
  /** Times a push of length 1 is added to the velocity; above 0. Default 0.2. */
  readonly push?: number;
  /** Share of the velocity that is left after a step, 0 ≤ keep < 1. Default 0.5. */
  readonly keep?: number;
  /** Pain begins so far from discs and walls, ≥ 0. Default 0.3. */
  readonly margin?: number;
}

/** Walkers that are pushed. */
export interface PlaneWalk extends Environment<PlaneWalkState> {
  /** Walkers that stand at the starts of given tasks. */
  begin(tasks: PlaneTasks): PlaneWalkState;
  /** Discs in each square. */
  readonly slots: number;
}

/** A push in one direction; those longer than 1 are shortened. */
const PUSHES: Bounds = { low: -2, high: 2 };

/**
 * A world of walkers. An action is a push in two directions; one longer than 1 is shortened to it. With it, `v ← keep · v + push · a`
 * and `x ← x + v`: the greatest speed is `push / (1 − keep)`. Discs and walls do not hold a walker: they hurt, by the depth in
 * each of them, margin included. Walkers see position, velocity, goal and circles.
 */
export function planeWalk(options: PlaneWalkOptions = {}): PlaneWalk {
  const { tasks = {}, push = 0.2, keep = 0.5, margin = 0.3 } = options;
  reportProblems('planeWalk', [
    ...(push > 0 && push < Infinity ? [] : [`push must be finite and above 0, got ${push}`]),
    ...(keep >= 0 && keep < 1 ? [] : [`keep must be in 0..1, below 1, got ${keep}`]),
    ...(margin >= 0 && margin < Infinity ? [] : [`margin must be finite and ≥ 0, got ${margin}`]),
  ]);
  const slots = tasks.circles?.[1] ?? 3;
  const begin = (given: PlaneTasks): PlaneWalkState => {
    const batch = given.starts.length / 2;
    return {
      tasks: given,
      positions: given.starts.slice(),
      velocities: new Float32Array(2 * batch),
      touched: new Uint8Array(batch),
      rewards: new Float32Array(batch),
    };
  };
  return {
    observationSize: 6 + 3 * slots,
    actionSize: 2,
    actionBounds: PUSHES,
    slots,
    begin,
    reset: (key: Key, batch: number) =>
      begin(samplePlaneTasks(tasks, key, whole('planeWalk.reset', 'batch', batch, 1))),
    observe: (state) => observed(state),
    step: (state, actions) => {
      checkActions('planeWalk.step', actions, state.positions.length, PUSHES);
      return walked(state, actions, { push, keep, margin });
    },
    reward: ({ rewards }) => rewards,
  };
}

function observed({ tasks, positions, velocities }: PlaneWalkState): Float32Array {
  const batch = positions.length / 2;
  const circles = tasks.circles.length / batch;
  const seen = new Float32Array(batch * (6 + circles));
  for (let b = 0; b < batch; b++) {
    const at = b * (6 + circles);
    [positions, velocities, tasks.goals].forEach((all, i) =>
      seen.set(all.subarray(2 * b, 2 * b + 2), at + 2 * i),
    );
    seen.set(tasks.circles.subarray(b * circles, (b + 1) * circles), at + 6);
  }
  return seen;
}

function walked(
  { tasks, positions, velocities }: PlaneWalkState,
  actions: Float32Array,
  { push, keep, margin }: { push: number; keep: number; margin: number },
): PlaneWalkState {
  const batch = positions.length / 2;
  const next = {
    tasks,
    positions: new Float32Array(2 * batch),
    velocities: new Float32Array(2 * batch),
    touched: new Uint8Array(batch),
    rewards: new Float32Array(batch),
  };
  for (let b = 0; b < batch; b++) {
    const [ax, ay] = actions.subarray(2 * b, 2 * b + 2);
    const factor = push / Math.max(1, Math.sqrt(ax * ax + ay * ay));
    [ax, ay].forEach((a, axis) => {
      const i = 2 * b + axis;
      next.velocities[i] = keep * velocities[i] + factor * a;
      next.positions[i] = positions[i] + next.velocities[i];
    });
    const { pain, touched } = felt(tasks, b, positions, next.positions, margin);
    next.rewards[b] = -pain;
    next.touched[b] = touched ? 1 : 0;
  }
  return next;
}

/** How deep a walker is in discs and walls after a step, and whether the step touched one. */
function felt(
  { circles, size, starts }: PlaneTasks,
  b: number,
  before: Float32Array,
  after: Float32Array,
  margin: number,
): { pain: number; touched: boolean } {
  const slots = (2 * circles.length) / starts.length / 3;
  const [px, py] = before.subarray(2 * b, 2 * b + 2);
  const [x, y] = after.subarray(2 * b, 2 * b + 2);
  const wall = (value: number): number => Math.max(0, margin - value) + Math.max(0, value - size + margin);
  let pain = wall(x) + wall(y);
  let touched = x < 0 || y < 0 || x > size || y > size;
  for (let d = b * slots; d < (b + 1) * slots; d++) {
    const [cx, cy, r] = circles.subarray(3 * d, 3 * d + 3);
    if (r === 0) continue;
    pain += Math.max(0, r + margin - pointSegmentDistance(cx, cy, x, y, x, y));
    if (pointSegmentDistance(cx, cy, px, py, x, y) < r) touched = true;
  }
  return { pain, touched };
}
