// Walks to learn from: walkers wander from one place to another.
import { foldIn, split, uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { recordWalks } from '@saccade/subgoals';
import type { ControllerParams, ControllerPolicy, Walks } from '@saccade/subgoals';
import type { PlaneWalk, PlaneWalkState } from '@saccade/tasks';

/** How walkers wander. */
export interface Wandering {
  readonly walkers: number;
  readonly steps: number;
  /** Targets are so far outside of the square at most; less than 0: inside. */
  readonly beyond: number;
  /** Share of walkers that are pushed at random, in a direction for some steps. */
  readonly wild: number;
  /** Pushes of the others are off by so much at most. */
  readonly noise: number;
  /** What ends a piece of a walk to learn from: a new target, touching something, or nothing. */
  readonly breaks: 'targets' | 'touches' | 'nothing';
}

const NEAR = 0.3;
/** A random push is changed with this probability. */
const CHANGE = 0.15;

/** A round of walks; the key is consumed. */
export function wander(
  world: PlaneWalk,
  policy: ControllerPolicy,
  params: ControllerParams,
  { walkers, steps, beyond, wild, noise, breaks }: Wandering,
  key: Key,
): Walks {
  const [kReset, kTargets, kPushes, kNoise] = split(key, 4);
  const first = world.reset(kReset, walkers);
  const { size } = first.tasks;
  const draw = (k: Key, t: number, from: number, to: number): Float32Array =>
    uniformValues(foldIn(k, t), 2 * walkers, { min: from, max: to });
  const targets = draw(kTargets, 0, -beyond, size + beyond);
  const pushes = draw(kPushes, 0, -1, 1);
  const isWild = (b: number): boolean => b < wild * walkers;
  const retarget = ({ positions }: PlaneWalkState, t: number): Uint8Array => {
    const fresh = draw(kTargets, t + 1, -beyond, size + beyond);
    return Uint8Array.from({ length: walkers }, (_, b) => {
      const [dx, dy] = [0, 1].map((axis) => targets[2 * b + axis] - positions[2 * b + axis]);
      if (dx * dx + dy * dy > NEAR * NEAR) return 0;
      targets.set(fresh.subarray(2 * b, 2 * b + 2), 2 * b);
      return 1;
    });
  };
  const push = (state: PlaneWalkState, t: number): Float32Array => {
    const chosen = policy.push(params, state, targets);
    const errors = draw(kNoise, t, -noise, noise);
    const fresh = draw(kPushes, t + 1, -1, 1);
    const changes = uniformValues(foldIn(foldIn(kPushes, t + 1), 1), walkers);
    for (let b = 0; b < walkers; b++)
      if (changes[b] < CHANGE) pushes.set(fresh.subarray(2 * b, 2 * b + 2), 2 * b);
    return chosen.map((value, i) => (isWild(i >> 1) ? pushes[i] : value + errors[i]));
  };
  return recordWalks(world, first, steps, push, (state, t) => {
    const arrived = retarget(state, t);
    if (breaks === 'nothing') return new Uint8Array(walkers);
    return breaks === 'targets' ? arrived : state.touched;
  });
}
