// Rules H1–H5 of ../SPEC.md.
import { key, normalValues } from '@saccade/math';
import { hqMaze, wordSource } from '@saccade/tasks';
import { expect, test } from 'vitest';
import { hqLearner } from '../src/index.ts';
import type { HqOptions, HqTables, HqTrial, ObservedWorld } from '../src/index.ts';

const maze = hqMaze();
const { observed, observations, grid } = maze;
const world: ObservedWorld = {
  ...{ observed, observations, actions: 4, next: grid.next, start: grid.start, goal: grid.goal },
};

/** A corridor of `length` places that all look alike but the last two; east, 0, leads on and west, 1, back. */
function corridor(length: number): ObservedWorld {
  const last = length - 1;
  return {
    observations: 3,
    actions: 2,
    observed: Array.from({ length }, (_, i) => (i < last - 1 ? 0 : i - last + 2)),
    next: Array.from({ length }, (_, i) => [Math.min(i + 1, last), Math.max(i - 1, 0)]).flat(),
    start: 0,
    goal: last,
  };
}

/** Tables of random numbers. */
function randomTables(options: HqOptions, seed: number): { tables: HqTables; copy: HqTables } {
  const { q, hq } = hqLearner(world, options).begin();
  const tables = { q: normalValues(key(seed), q.length), hq: normalValues(key(seed + 1), hq.length) };
  return { tables, copy: structuredClone(tables) };
}

test('H1 an agent that has come to see its subgoal hands over; the last one goes on; the goal or the limit is the end', () => {
  const options = { agents: 3, limit: 300, temperature: 5 };
  const learner = hqLearner(world, options);
  let [handed, arrived] = [0, 0];
  for (let seed = 0; seed < 60; seed++) {
    const { tables } = randomTables(options, 10 * seed);
    const trial = learner.follow(tables, 0.1, wordSource(key(seed)));
    const { steps, places, rows, actions, begins, subgoals, agents, reached } = trial;
    let agent = 0;
    for (let t = 0; t < steps; t++) {
      expect(places[t]).not.toBe(grid.goal);
      if (t > 0 && observed[places[t]] === subgoals[agent]) expect(begins[++agent]).toBe(t);
      expect(rows[t]).toBe((agent * observations + observed[places[t]]) * 4);
      expect(places[t + 1]).toBe(grid.next[4 * places[t] + actions[t]]);
    }
    expect([agent + 1, reached]).toEqual([agents, places[steps] === grid.goal]);
    expect(reached || steps === 300).toBe(true);
    expect(agents < 3 || subgoals[2] === -1).toBe(true);
    handed += agents - 1;
    arrived += reached ? 1 : 0;
  }
  expect(handed).toBeGreaterThan(60);
  expect(arrived).toBeGreaterThan(0);
});

/** How often each action is chosen by one agent in a world of one view, and what is done then. */
function shares(
  row: readonly number[],
  greedy: number,
  options: HqOptions,
): { chosen: number[]; done: number[] } {
  const count = row.length;
  const learner = hqLearner(
    {
      ...{
        observations: 1,
        actions: count,
        observed: new Array<number>(count + 1).fill(0),
        start: 0,
        goal: -1,
      },
      next: Array.from({ length: count + 1 }, () => Array.from({ length: count }, (_, a) => a)).flat(),
    },
    { agents: 1, limit: 40_000, ...options },
  );
  const tables = { ...learner.begin(), q: Float32Array.from(row) };
  const { actions, places } = learner.follow(tables, greedy, wordSource(key(3)));
  const share = (all: ArrayLike<number>): number[] =>
    row.map((_, a) => Array.from(all).filter((other) => other === a).length / 40_000);
  return { chosen: share(actions), done: share(places.subarray(1)) };
}

function expectShares(measured: readonly number[], expected: readonly number[]): void {
  // Five standard deviations.
  expected.forEach((p, i) =>
    expect(Math.abs(measured[i] - p)).toBeLessThanOrEqual(5 * Math.sqrt((p * (1 - p)) / 40_000)),
  );
}

test('H2 actions are best ones with p_max, any of them where several are, and Boltzmann’s else; noise does others', () => {
  const row = [0.3, 0.1, 0.3, -0.2];
  const weights = row.map((value) => Math.exp(value / 0.2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const expected = weights.map((weight, i) => 0.6 * (i % 2 === 0 ? 0.5 : 0) + (0.4 * weight) / total);
  const { chosen, done } = shares(row, 0.6, { temperature: 0.2 });
  expectShares(chosen, expected);
  expect(done).toEqual(chosen);
  expectShares(shares(row, 0, { temperature: 1e6 }).chosen, [0.25, 0.25, 0.25, 0.25]);
  expect(shares(row, 1, {}).chosen).toEqual([1, 0, 0, 0]);
  const noisy = shares(row, 1, { noise: 0.1 });
  expect(noisy.chosen).toEqual([1, 0, 0, 0]);
  expectShares(noisy.done, [0.925, 0.025, 0.025, 0.025]);
});

test('H2 subgoals are the best ones with p_max, and any else', () => {
  const learner = hqLearner(world, { agents: 2, limit: 1 });
  const tables = learner.begin();
  tables.hq[5] = 1;
  const words = wordSource(key(4));
  const counts = new Array<number>(observations).fill(0);
  for (let i = 0; i < 40_000; i++) counts[learner.follow(tables, 0.7, words).subgoals[0]]++;
  const expected = counts.map((_, o) => (o === 5 ? 0.7 : 0) + 0.3 / 9);
  expectShares(
    counts.map((count) => count / 40_000),
    expected,
  );
  for (let i = 0; i < 10; i++) expect(learner.follow(tables, 1, words).subgoals[0]).toBe(5);
});

/** The λ-return as it is defined: the mean of all n-step returns, weighted by (1 − λ) λ^(n−1); the rest goes to the last one. */
function lambdaReturn(
  rewards: readonly number[],
  values: readonly number[],
  discount: number,
  trace: number,
): number {
  let [total, sum, weight] = [0, 0, 1];
  rewards.forEach((reward, i) => {
    sum += discount ** i * reward;
    const isLast = i === rewards.length - 1;
    total += weight * (isLast ? 1 : 1 - trace) * (sum + (isLast ? 0 : discount ** (i + 1) * values[i]));
    weight *= trace;
  });
  return total;
}

/** What learning from a trial should make of tables, from the definitions, in float64. */
function learned(
  before: HqTables,
  trial: HqTrial,
  options: Required<HqOptions>,
): { q: number[]; hq: number[] } {
  const { discount, trace, rate, subgoalRate, goalReward, stepReward } = options;
  const { steps, reached, rows, actions, begins, subgoals, agents } = trial;
  const [q, hq] = [[...before.q], [...before.hq]];
  const best = (table: Float32Array, row: number, count: number) =>
    Math.max(...table.subarray(row, row + count));
  const rewards = Array.from({ length: steps }, (_, t) =>
    reached && t === steps - 1 ? goalReward : stepReward,
  );
  for (let t = 0; t < steps; t++) {
    const later = Array.from({ length: steps - t - 1 }, (_, i) => best(before.q, rows[t + 1 + i], 4));
    const used = rows[t] + actions[t];
    q[used] += rate * (lambdaReturn(rewards.slice(t), later, discount, trace) - q[used]);
  }
  const durations = Array.from(
    { length: agents },
    (_, i) => (i + 1 < agents ? begins[i + 1] : steps) - begins[i],
  );
  const own = durations.map((duration, i) =>
    rewards
      .slice(begins[i], begins[i] + duration)
      .reduce((sum, reward, t) => sum + discount ** t * reward, 0),
  );
  const targets = new Array<number>(agents).fill(0);
  for (let i = agents - 1; i >= 0; i--) {
    const weight = discount ** durations[i];
    if (i === agents - 1) targets[i] = own[i];
    else if (i === agents - 2) targets[i] = own[i] + weight * own[i + 1];
    else {
      const value = best(before.hq, (i + 1) * observations, observations);
      targets[i] = own[i] + weight * ((1 - trace) * value + trace * targets[i + 1]);
    }
  }
  targets.slice(0, before.hq.length / observations).forEach((target, i) => {
    const used = i * observations + subgoals[i];
    hq[used] += subgoalRate * (target - hq[used]);
  });
  return { q, hq };
}

test.each([0, 0.5, 0.9, 1])('H3 learning is that of Q(λ) and HQ(λ) as they are defined, λ = %f', (trace) => {
  const options = {
    ...{ agents: 5, limit: 200, discount: 0.8, trace, rate: 0.3, subgoalRate: 0.2 },
    ...{ temperature: 5, noise: 0.1, goalReward: 7, stepReward: -0.4 },
  };
  const close = { ...world, goal: 3 };
  const learner = hqLearner(close, options);
  const agents = new Set<number>();
  for (let seed = 0; seed < 60; seed++) {
    const { tables, copy } = randomTables(options, 10 * seed);
    const trial = learner.learn(tables, 0.2, wordSource(key(seed)));
    const expected = learned(copy, trial, options);
    tables.q.forEach((value, i) => expect(value).toBeCloseTo(expected.q[i], 4));
    tables.hq.forEach((value, i) => expect(value).toBeCloseTo(expected.hq[i], 4));
    agents.add(trial.agents);
  }
  expect(agents).toEqual(new Set([1, 2, 3, 4, 5]));
});

test('H3 at the limit the last reward counts, without a guess of what would have come', () => {
  const learner = hqLearner(corridor(9), { agents: 1, limit: 1, rate: 1, stepReward: -2 });
  const tables = learner.begin();
  tables.q.fill(50);
  learner.learn(tables, 1, wordSource(key(1)));
  expect([...tables.q]).toEqual([-2, 50, 50, 50, 50, 50]);
});

/** Steps of the greedy way after so many trials. */
function stepsAfter(options: HqOptions, trials: number, seed: number): number {
  const learner = hqLearner(world, { limit: 300, ...options });
  const [tables, words] = [learner.begin(), wordSource(key(seed))];
  for (let i = 0; i < trials; i++) learner.learn(tables, 0.9 + (0.1 * i) / (trials - 1), words);
  return learner.follow(tables, 1, words).steps;
}

test('H4 eight agents learn the way through the maze; one does not, nor does chance find it', () => {
  const [many, one] = [8, 1].map((agents) => [1, 2, 3].map((seed) => stepsAfter({ agents }, 4000, seed)));
  expect(Math.max(...many)).toBeLessThan(60);
  expect(one).toEqual([300, 300, 300]);
});

test('H5 the same words give the same tables; following changes nothing', () => {
  const learner = hqLearner(world, { agents: 3, noise: 0.1, limit: 50 });
  const [first, second] = [learner.begin(), learner.begin()];
  for (const tables of [first, second]) {
    const words = wordSource(key(7));
    for (let i = 0; i < 50; i++) learner.learn(tables, 0.5, words);
  }
  expect(second).toEqual(first);
  learner.follow(first, 0.5, wordSource(key(8)));
  expect(second).toEqual(first);
});

test('H5 all bad options are said at once', () => {
  expect(() =>
    hqLearner(world, { agents: 0, limit: 1.5, trace: 2, temperature: 0, goalReward: NaN }),
  ).toThrow(
    'hqLearner: agents must be a whole number ≥ 1, got 0; limit must be a whole number ≥ 1, got 1.5; ' +
      'trace must be in 0..1, got 2; temperature must be above 0, got 0; goalReward must be finite, got NaN',
  );
  const learner = hqLearner(world);
  expect(() => learner.follow(learner.begin(), 1.1, wordSource(key(1)))).toThrow(
    'hqLearner: greedy must be in 0..1, got 1.1',
  );
});
