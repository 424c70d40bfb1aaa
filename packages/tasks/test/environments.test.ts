// Rules E0–E8 of ../SPEC.md.
import { foldIn, key, uniformValues } from '@saccade/math';
import { expect, test } from 'vitest';
import {
  cartPole,
  flagMaze,
  flipFlopEnvironment,
  flipFlopStream,
  hqMaze,
  lavaGrid,
  planeWalk,
} from '../src/index.ts';
import type { CartPoleState, Environment, PlaneTasks } from '../src/index.ts';

interface World {
  readonly name: string;
  readonly world: Environment<unknown>;
}

const WORLDS: World[] = [
  { name: 'cartPole', world: cartPole({ limit: 12 }) as Environment<unknown> },
  { name: 'flipFlopEnvironment', world: flipFlopEnvironment() as Environment<unknown> },
  { name: 'flagMaze', world: flagMaze({ corridor: 2 }) as Environment<unknown> },
  { name: 'hqMaze', world: hqMaze({ limit: 28 }) as Environment<unknown> },
  { name: 'lavaGrid', world: lavaGrid({ limit: 12 }) as Environment<unknown> },
  { name: 'planeWalk', world: planeWalk() as Environment<unknown> },
];

const STEPS = 30;

/** Random actions of a step, one row for each episode; the first rows do not depend on how many there are. */
function actionsAt({ world }: World, t: number, batch: number): Float32Array {
  const { low, high } = world.actionBounds ?? { low: 0, high: 1 };
  const rows = Array.from({ length: batch }, (_, b) => [
    ...uniformValues(foldIn(foldIn(key(3), t), b), world.actionSize, { min: low, max: high }),
  ]);
  return Float32Array.from(rows.flat());
}

/** Some rows of everything that can be read off a state. */
function read({ world }: World, state: unknown, rows: number, batch: number): number[][] {
  const parts = [
    world.observe(state),
    world.reward?.(state),
    world.terminated?.(state),
    world.truncated?.(state),
  ];
  return parts.map((part) => [...(part ?? [])].slice(0, ((part?.length ?? 0) / batch) * rows));
}

function states(given: World, batch: number): unknown[] {
  const list = [given.world.reset(key(8), batch)];
  for (let t = 0; t < STEPS; t++) list.push(given.world.step(list[t], actionsAt(given, t, batch)));
  return list;
}

test.each(WORLDS)(
  'E0 $name: states can be gone on with twice, and do not depend on their neighbours',
  (given) => {
    const [many, few] = [states(given, 9), states(given, 4)];
    for (const [t, state] of many.entries()) {
      expect(read(given, state, 4, 9)).toEqual(read(given, few[t], 4, 4));
      if (t === STEPS) continue;
      const again = given.world.step(state, actionsAt(given, t, 9));
      expect(again).toEqual(many[t + 1]);
    }
    // The maze always begins alike.
    if (given.name === 'hqMaze') return;
    expect(read(given, given.world.reset(key(9), 9), 9, 9)).not.toEqual(read(given, many[0], 9, 9));
  },
);

test.each(WORLDS)('E0 $name: sizes and bounds are what they are said to be', (given) => {
  const { world } = given;
  const { low, high } = world.observationBounds ?? { low: -Infinity, high: Infinity };
  for (const state of states(given, 5)) {
    const seen = world.observe(state);
    expect(seen.length).toBe(5 * world.observationSize);
    expect(seen.every((number) => number >= low && number <= high)).toBe(true);
    expect(world.reward?.(state).length).toBe(5 * (world.rewardSize ?? 1));
  }
});

test.each(WORLDS.filter(({ name }) => !['flipFlopEnvironment', 'planeWalk'].includes(name)))(
  'E1 $name: what has ended stays as it is',
  (given) => {
    const { world } = given;
    const list = states(given, 20);
    const [terminated, truncated] = [world.terminated?.(list[STEPS]), world.truncated?.(list[STEPS])];
    expect(truncated).toEqual(terminated?.map((ended) => 1 - ended));
    expect(truncated).toContain(1);
    const last = world.step(list[STEPS], actionsAt(given, 0, 20));
    expect(world.observe(last)).toEqual(world.observe(list[STEPS]));
    expect(world.reward?.(last).every((number) => number === 0)).toBe(true);
    expect(world.terminated?.(last)).toEqual(terminated);
    expect(world.truncated?.(last)).toEqual(truncated);
  },
);

test.each(WORLDS)('E2 $name refuses actions that are too many or out of bounds', (given) => {
  const { name, world } = given;
  const state = world.reset(key(1), 2);
  const wide = new Float32Array(2 * world.actionSize + 1);
  expect(() => world.step(state, wide)).toThrow(
    `${name}.step: actions must be [B·A=${2 * world.actionSize}], got [`,
  );
  const { low, high } = world.actionBounds ?? { low: 0, high: 1 };
  for (const bad of [high + 0.5, low - 0.5, NaN]) {
    const actions = new Float32Array(2 * world.actionSize).fill(bad, 1);
    expect(() => world.step(state, actions)).toThrow(`, got ${bad} at 1`);
  }
  expect(() => world.reset(key(1), 0)).toThrow('batch must be a whole number in 1..');
});

/** Energy of cart and pole, J: written down from the velocities of their parts, a rod turning about its end included. */
function energy(state: CartPoleState): number {
  const [, speed, tilt, turn] = state.motion;
  const centre = [speed + 0.5 * turn * Math.cos(tilt), -0.5 * turn * Math.sin(tilt)];
  const spin = (0.1 * 1 ** 2) / 12;
  const moving = 1 * speed ** 2 + 0.1 * (centre[0] ** 2 + centre[1] ** 2) + spin * turn ** 2;
  return moving / 2 + 0.1 * 9.8 * 0.5 * Math.cos(tilt);
}

/** How far energy is from what work there was, for 0.3 s with a force, J. */
function energyError(push: number, dt: number): number {
  const world = cartPole({ dt, limit: 1e6 });
  let state = world.reset(key(4), 1);
  let expected = energy(state);
  for (let t = 0; t < Math.round(0.3 / dt); t++) {
    const next = world.step(state, Float32Array.of(push));
    expected += push * 10 * (next.motion[0] - state.motion[0]);
    state = next;
  }
  expect(state.terminated).toEqual(Uint8Array.of(0));
  return Math.abs(energy(state) - expected);
}

test.each([0, 0.05, -0.04])('E3 energy of the pole grows by the work done, pushed with %f', (push) => {
  const [coarse, fine] = [energyError(push, 1e-4), energyError(push, 5e-5)];
  expect(coarse).toBeLessThan(1e-4);
  expect(coarse / fine).toBeCloseTo(2, 1);
});

test('E3 a step of cart and pole solves Lagrange’s equations', () => {
  const world = cartPole({ spread: 0.2 });
  for (let i = 0; i < 50; i++) {
    const before = world.reset(key(i), 1);
    const [action] = uniformValues(key(1000 + i), 1, { min: -1, max: 1 });
    const after = world.step(before, Float32Array.of(action)).motion;
    const [x, speed, tilt, turn] = before.motion;
    const coupling = 0.1 * 0.5 * Math.cos(tilt);
    const [push, weight] = [10 * action + 0.05 * turn ** 2 * Math.sin(tilt), 0.49 * Math.sin(tilt)];
    const inertia = (4 / 3) * 0.1 * 0.25;
    const determinant = 1.1 * inertia - coupling ** 2;
    const cart = (push * inertia - coupling * weight) / determinant;
    const pole = (1.1 * weight - coupling * push) / determinant;
    const expected = [x + 0.02 * speed, speed + 0.02 * cart, tilt + 0.02 * turn, turn + 0.02 * pole];
    for (const [j, value] of expected.entries()) expect(after[j]).toBeCloseTo(value, 12);
  }
});

test('E4 an upright pole falls as exp(t √(g / l(4/3 − m/M)))', () => {
  const world = cartPole({ spread: 1e-4, dt: 1e-4, limit: 1e6 });
  const rate = Math.sqrt(9.8 / (0.5 * (4 / 3 - 0.1 / 1.1)));
  let state = world.reset(key(2), 1);
  const [, , tilt, turn] = state.motion;
  for (let t = 0; t < 10_000; t++) state = world.step(state, new Float32Array(1));
  const expected = tilt * Math.cosh(rate) + (turn / rate) * Math.sinh(rate);
  expect(state.motion[2] / expected).toBeCloseTo(1, 2);
});

test('E5 the cart fails at 2.4 m and the pole at 12°, once, and positions are a part of all', () => {
  const [all, positions] = [cartPole(), cartPole({ observed: 'positions' })];
  let [state, seen] = [all.reset(key(5), 30), positions.reset(key(5), 30)];
  let pain = 0;
  for (let t = 0; t < 200; t++) {
    const actions = uniformValues(foldIn(key(6), t), 30, { min: -1, max: 1 });
    for (let b = 15; b < 30; b++) actions[b] = Math.max(-1, Math.min(1, fullState(state, b)));
    [state, seen] = [all.step(state, actions), positions.step(seen, actions)];
    const numbers = all.observe(state);
    expect([...positions.observe(seen)]).toEqual([...numbers].filter((_, i) => i % 2 === 0));
    for (let b = 0; b < 30; b++) {
      const outside = Math.abs(numbers[4 * b]) > 1 || Math.abs(numbers[4 * b + 2]) > 1;
      expect(state.terminated[b]).toBe(outside ? 1 : 0);
    }
    pain += state.reward.reduce((sum, number) => sum + number, 0);
  }
  const fallen = state.terminated.reduce((sum, number) => sum + number, 0);
  expect(pain).toBe(-fallen);
  expect([...state.terminated.subarray(0, 15)]).toContain(1);
  // The last fifteen are pushed to run along with a leaning pole: they leave the track instead.
  expect(state.motion.some((number, i) => i % 4 === 0 && Math.abs(number) > 2.4)).toBe(true);
});

/** Keeps the pole at a lean of 4°, so that the cart goes on and on. */
function fullState({ motion }: CartPoleState, b: number): number {
  const [, , tilt, turn] = motion.subarray(4 * b, 4 * b + 4);
  return 5 * (tilt - 0.07) + turn;
}

test('E5 kinds of reward tell what failed; each number may begin in a range of its own', () => {
  const [one, kinds] = (['failure', 'kinds'] as const).map((rewards) =>
    cartPole({ rewards, spread: [2, 1, 0.2, 1] }),
  );
  let [state, told] = [one.reset(key(8), 40), kinds.reset(key(8), 40)];
  const begun = Array.from({ length: 4 }, (_, i) => state.motion.filter((_, j) => j % 4 === i));
  const most = begun.map((part) => Math.max(...part.map(Math.abs)));
  for (const [i, spread] of [2, 1, 0.2, 1].entries()) {
    expect(most[i]).toBeLessThanOrEqual(spread);
    expect(most[i]).toBeGreaterThan(0.8 * spread);
  }
  for (let t = 0; t < 60; t++) {
    const [before, actions] = [state, uniformValues(foldIn(key(9), t), 40, { min: -1, max: 1 })];
    [state, told] = [one.step(state, actions), kinds.step(told, actions)];
    for (let b = 0; b < 40; b++) {
      const [fell, left] = [Math.abs(told.motion[4 * b + 2]) > 0.2094395, Math.abs(told.motion[4 * b]) > 2.4];
      const now = state.terminated[b] - before.terminated[b];
      expect([...told.reward.subarray(2 * b, 2 * b + 2)]).toEqual([
        fell && now ? -1 : 0,
        left && now ? -1 : 0,
      ]);
      expect(state.reward[b]).toBe(0 - now);
    }
  }
  expect(() => cartPole({ spread: [2.4, 0, 0, 0] })).toThrow('got [2.4, 0, 0, 0]');
});

test('E6 the flip-flop environment is the stream of its key, with pain for every error', () => {
  const world = flipFlopEnvironment();
  const [length, streams] = [2100, 2];
  let state = world.reset(key(7), streams);
  const expected = Array.from({ length: streams }, (_, b) => flipFlopStream(foldIn(key(7), b)).take(length));
  for (let t = 0; t < length; t++) {
    const { observation } = state;
    for (const [b, { inputs, targets }] of expected.entries()) {
      expect(observation.subarray(3 * b, 3 * b + 3)).toEqual(inputs.subarray(3 * t, 3 * t + 3));
      expect(world.targets(state)[b]).toBe(targets[t]);
    }
    const before = world.targets(state);
    state = world.step(state, Float32Array.of(t % 2, 0.25));
    expect(state.reward[0]).toBe(before[0] === t % 2 ? 0 : -1);
    expect(state.reward[1]).toBe(before[1] === 1 ? -0.5625 : -0.0625);
  }
});

const [EAST, WEST] = [Float32Array.of(0, 1, 0, 0), Float32Array.of(0, 0, 0, 1)];
const [NORTH, SOUTH] = [Float32Array.of(0.5, 0, 0.4, 0), Float32Array.of(0, 0.3, 0.6, 0.6)];

test.each([1, 2, 7])('E7 the way through a maze of %i places is told at its beginning only', (corridor) => {
  const maze = flagMaze({ corridor });
  const rights = new Set<number>();
  for (let i = 0; i < 8; i++) {
    let state = maze.reset(key(i), 1);
    expect(maze.observe(state).subarray(2)).toEqual(Float32Array.of(1, 0, 1, 1));
    const [north, south] = maze.observe(state);
    expect(north + south).toBe(1);
    rights.add(north);
    for (let x = 1; x <= corridor; x++) {
      state = maze.step(state, EAST);
      const walls = x < corridor ? [1, 0, 1, 0] : [0, 1, 0, 0];
      expect([...maze.observe(state)]).toEqual([0, 0, ...walls]);
      expect([...state.reward, ...state.terminated]).toEqual([0, 0, 0]);
    }
    const ends = [NORTH, SOUTH].map((way) => maze.step(state, way));
    expect(ends.map((end) => end.reward[0])).toEqual(north === 1 ? [1, -1] : [-1, 1]);
    expect(ends.map((end) => [end.terminated[0], end.truncated[0]])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  }
  expect(rights).toEqual(new Set([0, 1]));
});

test('E7 walls hurt and hold; who comes back sees the flag again', () => {
  const maze = flagMaze({ corridor: 2, limit: 9 });
  const begin = maze.reset(key(1), 1);
  for (const way of [NORTH, SOUTH, WEST]) {
    const bumped = maze.step(begin, way);
    expect([...bumped.reward]).toEqual([0, -1]);
    expect(maze.observe(bumped)).toEqual(maze.observe(begin));
  }
  let state = maze.step(maze.step(begin, EAST), WEST);
  expect(maze.observe(state)).toEqual(maze.observe(begin));
  for (let t = 0; t < 7; t++) state = maze.step(state, EAST);
  expect([...state.reward, state.x[0], state.truncated[0], state.terminated[0]]).toEqual([0, -1, 2, 1, 0]);
});

test('E2 options out of range are refused by name', () => {
  expect(() => cartPole({ dt: 0, limit: 0.5, spread: 1, force: NaN })).toThrow(
    'cartPole: spread must be at least 0, of x below 2.4 m and of θ below 12°, got 1; limit must be a whole number ≥ 1, got 0.5; ' +
      'dt must be above 0 and at most 1 s, got 0; force must be finite, got NaN',
  );
  expect(() => flagMaze({ corridor: 0 })).toThrow('corridor must be a whole number in 1..');
  expect(() => flagMaze({ corridor: 3, limit: 3 })).toThrow('limit must be a whole number in 4..');
});

/** Two walkers that start in the middle and at a wall; each has a disc on its right. */
const TWO: PlaneTasks = {
  size: 10,
  starts: Float32Array.of(5, 5, 0.5, 5),
  goals: Float32Array.of(9, 5, 9, 5),
  circles: Float32Array.of(7, 5, 1, 3, 5, 1),
};

test('E8 a walker gets as fast as push and keep allow, whatever the push is longer than', () => {
  const world = planeWalk({ push: 0.2, keep: 0.5 });
  const far = { ...TWO, circles: new Float32Array(6) };
  const walk = (push: readonly [number, number], steps: number) => {
    let state = world.begin(far);
    for (let t = 0; t < steps; t++) state = world.step(state, Float32Array.of(...push, ...push));
    return state;
  };
  expect(walk([0, 1], 1).velocities[1]).toBeCloseTo(0.2, 6);
  expect(walk([0, 1], 2).positions[1]).toBeCloseTo(5 + 0.2 + 0.3, 6);
  const { velocities } = walk([0.9, -1.2], 40);
  expect(velocities[0]).toBeCloseTo(0.4 * 0.6, 6);
  expect(velocities[1]).toBeCloseTo(-0.4 * 0.8, 6);
});

test('E8 discs and walls hurt by depth, margin included, and are touched between two places, too', () => {
  const world = planeWalk({ push: 2, keep: 0, margin: 0.5 });
  const after = (x: number, y: number) => world.step(world.begin(TWO), Float32Array.of(x, y, x, y));
  const still = after(0, 0);
  expect([...still.rewards].map((reward) => reward + 0)).toEqual([0, 0]);
  expect([...still.touched]).toEqual([0, 0]);
  // The first one is 0.1 from the edge of its disc then, the second one 1.1.
  const near = after(0.45, 0);
  expect(near.rewards[0]).toBeCloseTo(-0.4, 5);
  expect(near.rewards[1]).toBeCloseTo(0, 5);
  const left = after(-0.5, 0);
  expect(left.rewards[1]).toBeCloseTo(-1, 5);
  expect([...left.touched]).toEqual([0, 1]);
  const through = planeWalk({ push: 5, keep: 0, margin: 0.5 }).step(
    world.begin(TWO),
    Float32Array.of(1, 0, 1, 0),
  );
  expect([...through.touched]).toEqual([1, 1]);
  expect(through.rewards[1]).toBeCloseTo(0, 5);
});

test('E8 walkers see position, velocity, goal and discs; options that make no sense are listed together', () => {
  const world = planeWalk({ tasks: { circles: [1, 1] } });
  const state = world.step(world.begin(TWO), Float32Array.of(0, 1, 0, 0));
  const seen = [...world.observe(state)].map((value) => Math.round(value * 1e4) / 1e4);
  expect(seen).toEqual([5, 5.2, 0, 0.2, 9, 5, 7, 5, 1, 0.5, 5, 0, 0, 9, 5, 3, 5, 1]);
  expect(() => planeWalk({ push: 0, keep: 1, margin: -1 })).toThrow(
    /push must .*got 0; keep must .*got 1; margin must .*got -1/,
  );
});
