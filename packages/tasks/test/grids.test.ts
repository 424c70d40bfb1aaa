// Rules M1–M5 of ../SPEC.md.
import { key } from '@saccade/math';
import { expect, test } from 'vitest';
import { hqMaze, lavaGrid, parseGrid, wallBits } from '../src/index.ts';

const WAYS = 4;
const maze = hqMaze();
const { grid, observed, observations } = maze;
const places = grid.x.length;

test('M1 a map is read square by square; ways end at walls and at the border', () => {
  const small = parseGrid('S.#\n#~G');
  expect([small.columns, small.rows, small.start, small.goal]).toEqual([3, 2, 0, 3]);
  expect([...small.x]).toEqual([0, 1, 1, 2]);
  expect([...small.y]).toEqual([0, 0, 1, 1]);
  expect([...small.deadly]).toEqual([0, 0, 1, 0]);
  const ways = [
    [0, 1, 0, 0],
    [1, 1, 2, 0],
    [1, 3, 2, 2],
    [3, 3, 3, 2],
  ];
  expect([...small.next]).toEqual(ways.flat());
  expect([...wallBits(small)]).toEqual([1 + 4 + 8, 1 + 2, 4 + 8, 1 + 2 + 4]);
  expect([parseGrid('.').start, parseGrid('.').goal]).toEqual([-1, -1]);
});

test('M1 everything that is wrong with a map is said at once', () => {
  expect(() => parseGrid('S.S\n.x')).toThrow(
    'parseGrid: row 1 must have 3 squares, got 2; row 1 must be of # . ~ S G, got "x"; there must be at most one S, got 2',
  );
  expect(() => parseGrid('##')).toThrow('there must be a free square, got none');
});

/** Steps from a place to all others. */
function distances(from: number): number[] {
  const steps = new Array<number>(places).fill(Infinity);
  steps[from] = 0;
  const queue = [from];
  for (const place of queue)
    for (const other of grid.next.subarray(WAYS * place, WAYS * (place + 1)))
      if (steps[other] === Infinity) {
        steps[other] = steps[place] + 1;
        queue.push(other);
      }
  return steps;
}

test('M2 the maze has 62 places, all of which can be reached, 9 views, and 28 steps to the goal', () => {
  const steps = distances(grid.start);
  expect([grid.columns, grid.rows, places]).toEqual([10, 10, 62]);
  expect(steps).not.toContain(Infinity);
  expect([steps[grid.goal], maze.optimum]).toEqual([28, 28]);
  const views = new Set(wallBits(grid));
  expect([views.size, observations, new Set(observed).size]).toEqual([9, 9, 9]);
  const viewOf = new Map(Array.from(wallBits(grid), (bits, place) => [bits, observed[place]]));
  for (const [place, bits] of wallBits(grid).entries()) expect(observed[place]).toBe(viewOf.get(bits));
});

test('M3 none of the 4⁹ policies without memory reaches the goal', () => {
  const policy = new Uint8Array(observations);
  let arrived = 0;
  for (let number = 0; number < WAYS ** observations; number++) {
    for (let view = 0; view < observations; view++) policy[view] = (number >> (2 * view)) & 3;
    let [place, before] = [grid.start, -1];
    // Who has made as many steps as there are places, or has met a wall, walks for ever.
    for (let t = 0; t < places && place !== before && place !== grid.goal; t++)
      [before, place] = [place, grid.next[WAYS * place + policy[observed[place]]]];
    if (place === grid.goal) arrived++;
  }
  expect(arrived).toBe(0);
});

/**
 * All that one policy without memory can do from a place: the least steps to the goal, and to each place where it may first see a
 * view of choice. Policies are made up on the way, as views come.
 */
function reachOfOne(from: number): { goal: number; handovers: Map<number, number> } {
  const handovers = new Map<number, number>();
  let goal = Infinity;
  const policy = new Int8Array(observations);
  const note = (place: number, steps: number) =>
    handovers.set(place, Math.min(steps, handovers.get(place) ?? Infinity));
  const walk = (place: number, subgoal: number, steps: number, seen: ReadonlySet<number>): void => {
    if (place === grid.goal) goal = Math.min(goal, steps);
    else if (steps > 0 && observed[place] === subgoal) note(place, steps);
    else if (!seen.has(place)) {
      const view = observed[place];
      const known = policy[view];
      for (const way of known >= 0 ? [known] : [0, 1, 2, 3]) {
        policy[view] = way;
        walk(grid.next[WAYS * place + way], subgoal, steps + 1, new Set([...seen, place]));
      }
      policy[view] = known;
    }
  };
  for (let subgoal = 0; subgoal < observations; subgoal++) {
    policy.fill(-1);
    walk(from, subgoal, 0, new Set());
  }
  return { goal, handovers };
}

test('M4 two policies in turn cannot reach the goal, three can, and by the shortest way', () => {
  let starts = new Map([[grid.start, 0]]);
  const least: number[] = [];
  for (let agents = 1; agents <= 3; agents++) {
    const later = new Map<number, number>();
    let best = Infinity;
    for (const [place, steps] of starts) {
      const { goal, handovers } = reachOfOne(place);
      best = Math.min(best, steps + goal);
      for (const [other, more] of handovers)
        later.set(other, Math.min(steps + more, later.get(other) ?? Infinity));
    }
    least.push(best);
    starts = later;
  }
  expect(least).toEqual([Infinity, Infinity, 28]);
});

test('M2 in the maze as an environment walls hold, and the goal ends an episode with 1', () => {
  let state = maze.reset(key(1), 2);
  expect([...maze.observe(state)]).toEqual([1, 0, 1, 1, 1, 0, 1, 1]);
  const [north, east] = [[1, 0, 0, 0], [0.1, 0.3, 0.2, 0.3]]; // prettier-ignore
  state = maze.step(state, Float32Array.from([...north, ...east]));
  expect([...state.places]).toEqual([grid.start, grid.next[WAYS * grid.start + 1]]);
  const toGoal = distances(grid.goal);
  while (state.terminated[1] === 0) {
    const place = state.places[1];
    const ways = [0, 1, 2, 3].map((way) => (toGoal[grid.next[WAYS * place + way]] < toGoal[place] ? 1 : 0));
    expect([...state.reward]).toEqual([0, 0]);
    state = maze.step(state, Float32Array.from([...north, ...ways]));
  }
  expect([...state.reward, state.places[1]]).toEqual([0, 1, grid.goal]);
  expect(state.steps[1]).toBe(1 + toGoal[grid.next[WAYS * grid.start + 1]]);
  expect(() => hqMaze({ limit: 27 })).toThrow('hqMaze: limit must be a whole number in 28..');
});

test('M5 in the lava grid any two safe places are start and goal; lava ends an episode with nothing', () => {
  const lava = lavaGrid({ limit: 7 });
  const { safe, rooms, features, featureCount } = lava;
  let state = lava.reset(key(3), 400);
  const isSafe = new Set(safe);
  expect([safe.length, lava.grid.deadly.length - safe.length]).toEqual([176, 24]);
  for (const [b, place] of state.places.entries())
    expect([isSafe.has(place), isSafe.has(state.goals[b]), place === state.goals[b]]).toEqual([
      true,
      true,
      false,
    ]);
  expect(new Set(state.goals).size).toBeGreaterThan(150);
  const seen = lava.observe(state).subarray(0, 2 * featureCount);
  const row = (place: number) => features.slice(featureCount * place, featureCount * (place + 1));
  expect([...seen]).toEqual([...row(state.places[0]), ...row(state.goals[0])]);
  const [north, east] = [[1, 0, 0, 0], [0, 1, 0, 0]]; // prettier-ignore
  for (let t = 0; t < 7; t++)
    state = lava.step(
      state,
      Float32Array.from(Array.from({ length: 400 }, (_, b) => (b % 2 ? north : east)).flat()),
    );
  for (const [b, place] of state.places.entries()) {
    const ended = lava.grid.deadly[place] === 1 || place === state.goals[b];
    expect([state.terminated[b], state.truncated[b]]).toEqual(ended ? [1, 0] : [0, 1]);
  }
  expect([...state.terminated]).toContain(1);
  for (const place of safe) {
    const { x, y, columns, rows } = lava.grid;
    const on = [...row(place).entries()].filter(([, value]) => value !== 0);
    expect([columns + rows, on]).toEqual([featureCount, [[x[place], 1], [columns + y[place], 1]]]); // prettier-ignore
  }
  expect(Array.from(rooms).filter((room) => room < 0).length).toBe(4);
  expect(() => lavaGrid({ limit: 0 })).toThrow('lavaGrid: limit must be a whole number in 1..');
});
