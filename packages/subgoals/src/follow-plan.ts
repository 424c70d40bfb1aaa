// The hierarchy: S says where to go, C goes there, one subgoal after the other.
import { compile, tensor, tidy, values } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import type { PlaneWalk, PlaneWalkState } from '@saccade/tasks';
import { controllerAction } from './controller.ts';
import type { Command, ControllerParams } from './controller.ts';

/** C, acting on typed arrays. It holds memory for each number of walkers until it is disposed. */
export interface ControllerPolicy {
  /** Pushes towards `targets [B·2]`, `[B·2]`. */
  push(params: ControllerParams, state: PlaneWalkState, targets: Float32Array): Float32Array;
  dispose(): void;
}

/** Options of {@link controllerPolicy}. */
export interface ControllerPolicyOptions {
  /** Length per step that is asked of C, above 0. Default 0.35. */
  readonly pace?: number;
  /** C is asked for no more steps than this: where the target is farther, for a point on the way to it. Default 12. */
  readonly longest?: number;
}

/** C as it acts: it is asked to be at the target as soon as its pace allows. */
export function controllerPolicy(options: ControllerPolicyOptions = {}): ControllerPolicy {
  const { pace = 0.35, longest = 12 } = options;
  const act = compile((params: ControllerParams, command: Command) => controllerAction(params, command));
  return {
    push: (params, state, targets) =>
      tidy(() => {
        const { positions, velocities, tasks } = state;
        const batch = positions.length / 2;
        const { goals, times } = aims(positions, targets, pace, longest);
        const rows = (data: Float32Array, width: number): Tensor2D => tensor<Tensor2D>(data, [batch, width]);
        const command = {
          position: rows(positions, 2),
          velocity: rows(velocities, 2),
          goal: rows(goals, 2),
          time: rows(times, 1),
          circles: tensor<Tensor3D>(tasks.circles, [batch, tasks.circles.length / batch / 3, 3]),
        };
        return values<Float32Array>(act(params, command));
      }),
    dispose: act.dispose,
  };
}

/** Where to be, and when. */
function aims(positions: Float32Array, targets: Float32Array, pace: number, longest: number) {
  const goals = targets.slice();
  const times = new Float32Array(positions.length / 2);
  for (let b = 0; b < times.length; b++) {
    const [dx, dy] = [0, 1].map((axis) => targets[2 * b + axis] - positions[2 * b + axis]);
    const steps = Math.max(1, Math.sqrt(dx * dx + dy * dy) / pace);
    times[b] = Math.min(longest, Math.ceil(steps));
    const share = Math.min(1, longest / steps);
    goals[2 * b] = positions[2 * b] + share * dx;
    goals[2 * b + 1] = positions[2 * b + 1] + share * dy;
  }
  return { goals, times };
}

/** Options of {@link followPlan}. */
export interface FollowOptions {
  /** A subgoal or goal counts as reached so near to it, above 0. Default 0.3. */
  readonly near?: number;
  /** At most. Default 120. */
  readonly steps?: number;
}

/** How walkers followed their plans. */
export interface Followed {
  /** 1 where the goal was reached, `[B]`. */
  readonly arrived: Uint8Array;
  /** 1 where a disc was touched or the square was left before, `[B]`. */
  readonly touched: Uint8Array;
  /** Steps until the goal, or all, `[B]`. */
  readonly steps: Int32Array;
  /** Positions at all times, `[steps + 1][B·2]`; who has arrived may go on. */
  readonly path: readonly Float32Array[];
}

/**
 * Walkers go from subgoal to subgoal, and to their goals.
 * @param places - subgoals, `[B·K·2]`, K ≥ 0.
 */
export function followPlan(
  world: PlaneWalk,
  first: PlaneWalkState,
  places: Float32Array,
  push: (state: PlaneWalkState, targets: Float32Array) => Float32Array,
  { near = 0.3, steps = 120 }: FollowOptions = {},
): Followed {
  const { goals } = first.tasks;
  const batch = goals.length / 2;
  const count = places.length / goals.length;
  const next = new Int32Array(batch);
  const followed = {
    arrived: new Uint8Array(batch),
    touched: new Uint8Array(batch),
    steps: new Int32Array(batch).fill(steps),
    path: [first.positions],
  };
  const targetAt = (b: number, axis: number): number =>
    next[b] < count ? places[2 * (b * count + next[b]) + axis] : goals[2 * b + axis];
  const update = ({ positions, touched }: PlaneWalkState, t: number): void => {
    for (let b = 0; b < batch; b++) {
      if (followed.arrived[b] === 1) continue;
      if (touched[b] === 1) followed.touched[b] = 1;
      const [dx, dy] = [0, 1].map((axis) => targetAt(b, axis) - positions[2 * b + axis]);
      if (dx * dx + dy * dy > near * near) continue;
      if (next[b] < count) next[b]++;
      else {
        followed.arrived[b] = 1;
        followed.steps[b] = t;
      }
    }
  };
  let state = first;
  for (let t = 1; t <= steps && followed.arrived.includes(0); t++) {
    const targets = Float32Array.from(goals, (_, i) => targetAt(i >> 1, i % 2));
    state = world.step(state, push(state, targets));
    followed.path.push(state.positions);
    update(state, t);
  }
  return followed;
}
