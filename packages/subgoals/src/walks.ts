// Walks as they went, and what can be learned from them in hindsight.
import { integerValues, split, tensor } from '@saccade/math';
import type { Key, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import type { PlaneTasks, PlaneWalk, PlaneWalkState } from '@saccade/tasks';
import type { CommandExamples } from './controller.ts';
import type { CostExamples } from './learned-evaluator.ts';

/** Walks of `B` walkers, `T` steps each. */
export interface Walks {
  readonly tasks: PlaneTasks;
  /** Before each step and after the last, `[T+1][B·2]`. */
  readonly positions: readonly Float32Array[];
  /** `[T+1][B·2]` */
  readonly velocities: readonly Float32Array[];
  /** `[T][B·2]` */
  readonly actions: readonly Float32Array[];
  /** ≥ 0, `[T][B]` */
  readonly pains: readonly Float32Array[];
  /** 1 where a step is no part of a walk to learn from, `[T][B]`. */
  readonly broken: readonly Uint8Array[];
}

/** How walkers are pushed at step `t`, `[B·2]`; read only. */
export type Pusher = (state: PlaneWalkState, t: number) => Float32Array;

/**
 * Walks from a state on.
 * @param breaks - of the state after a step, as `broken` of {@link Walks}. Default: where the step touched something.
 */
export function recordWalks(
  world: PlaneWalk,
  first: PlaneWalkState,
  steps: number,
  push: Pusher,
  breaks: (state: PlaneWalkState, t: number) => Uint8Array = ({ touched }) => touched,
): Walks {
  const states = [first];
  const actions: Float32Array[] = [];
  const broken: Uint8Array[] = [];
  for (let t = 0; t < steps; t++) {
    actions.push(push(states[t], t));
    states.push(world.step(states[t], actions[t]));
    broken.push(breaks(states[t + 1], t));
  }
  return {
    ...{ tasks: first.tasks, actions, broken },
    positions: states.map(({ positions }) => positions),
    velocities: states.map(({ velocities }) => velocities),
    pains: states.slice(1).map(({ rewards }) => rewards.map((reward) => Math.max(0, -reward))),
  };
}

/** A piece of a walk: walker `b` from step `t` on, for `steps` ≥ 0 steps, none of them broken. */
interface Piece {
  readonly b: number;
  readonly t: number;
  readonly steps: number;
}

/** Pieces at random, at most `longest` steps long: first the beginning is uniform, then the length. The key is consumed. */
function drawPieces({ actions, broken, tasks }: Walks, key: Key, count: number, longest: number): Piece[] {
  const batch = tasks.starts.length / 2;
  const [kWalker, kStart, kLength] = split(key, 3);
  const draw = (k: Key, high: number): Int32Array => integerValues(k, count, 0, high);
  const [walkers, starts] = [draw(kWalker, batch), draw(kStart, actions.length)];
  const shares = draw(kLength, 1 << 20);
  return Array.from(walkers, (b, i) => {
    const t = starts[i];
    let most = 0;
    while (most < longest && t + most < actions.length && broken[t + most][b] === 0) most++;
    return { b, t, steps: most === 0 ? 0 : 1 + Math.floor((shares[i] / (1 << 20)) * most) };
  });
}

/**
 * Commands in hindsight: had C been asked to be at a place of its walk at that time, its push would have been right.
 * @param key - consumed.
 * @param longest - steps between the push and the place, ≥ 1.
 * @returns new tensors, for `count` commands.
 */
export function drawCommands(walks: Walks, key: Key, count: number, longest: number): CommandExamples {
  const pieces = drawPieces(walks, key, count, longest);
  const pairs = (of: (piece: Piece) => Float32Array): Tensor2D =>
    tensor<Tensor2D>(
      Float32Array.from({ length: 2 * count }, (_, i) => of(pieces[i >> 1])[2 * pieces[i >> 1].b + (i % 2)]),
      [count, 2],
    );
  const each = (of: (piece: Piece) => number): Tensor2D =>
    tensor<Tensor2D>(Float32Array.from(pieces, of), [count, 1]);
  return {
    position: pairs(({ t }) => walks.positions[t]),
    velocity: pairs(({ t }) => walks.velocities[t]),
    action: pairs(({ t }) => walks.actions[t]),
    goal: pairs(({ t, steps }) => walks.positions[t + steps]),
    time: each(({ steps }) => Math.max(1, steps)),
    weight: each(({ steps }) => (steps > 0 ? 1 : 0)),
    circles: circlesOf(walks, pieces),
  };
}

/** What a step and a unit of pain cost. */
export interface Costs {
  readonly step: number;
  readonly pain: number;
}

/**
 * Costs in hindsight: from a place of a walk to a later one it took so many steps, and hurt so much.
 * @param key - consumed.
 * @returns new tensors, for `count` ways.
 */
export function drawCosts(walks: Walks, key: Key, count: number, { step, pain }: Costs): CostExamples {
  const pieces = drawPieces(walks, key, count, Infinity);
  const places = (after: boolean): Tensor2D =>
    tensor<Tensor2D>(
      Float32Array.from({ length: 2 * count }, (_, i) => {
        const { b, t, steps } = pieces[i >> 1];
        return walks.positions[after ? t + steps : t][2 * b + (i % 2)];
      }),
      [count, 2],
    );
  const costs = Float32Array.from(pieces, ({ b, t, steps }) => {
    let hurt = 0;
    for (let u = t; u < t + steps; u++) hurt += walks.pains[u][b];
    return step * steps + pain * hurt;
  });
  return {
    ...{ from: places(false), to: places(true) },
    circles: circlesOf(walks, pieces),
    costs: tensor<Tensor1D>(costs, [count]),
  };
}

function circlesOf({ tasks }: Walks, pieces: readonly Piece[]): Tensor3D {
  const width = (2 * tasks.circles.length) / tasks.starts.length;
  const circles = new Float32Array(pieces.length * width);
  pieces.forEach(({ b }, i) => circles.set(tasks.circles.subarray(b * width, (b + 1) * width), i * width));
  return tensor<Tensor3D>(circles, [pieces.length, width / 3, 3]);
}
