// Walkers in a grid of squares, as an environment.
import type { Key } from '@saccade/math';
import { checkActions, whole } from './check.ts';
import type { Environment } from './environment.ts';
import { WAYS } from './grid.ts';
import type { Grid } from './grid.ts';

/** `B` walkers. Read only. */
export interface GridState {
  /** Where each one is, a place of the grid, `[B]`. */
  readonly places: Int32Array;
  /** Where it should go, `[B]`. */
  readonly goals: Int32Array;
  /** Steps so far, `[B]`. */
  readonly steps: Int32Array;
  readonly observation: Float32Array;
  readonly reward: Float32Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/** An environment whose world can also be had as tables. */
export interface GridEnvironment extends Environment<GridState> {
  readonly grid: Grid;
}

/** What makes one grid another environment than the next. */
export interface GridRules {
  /** Of the environment, for errors. */
  readonly name: string;
  readonly grid: Grid;
  /** The most steps of an episode. */
  readonly limit: number;
  readonly observationSize: number;
  /** Where episode `b` begins, and its goal. */
  begin(key: Key, b: number): readonly [place: number, goal: number];
  /** What is seen by who is at a place and has a goal: writes `observationSize` numbers in 0..1. */
  see(place: number, goal: number, seen: Float32Array): void;
}

/**
 * Of the action `[north, east, south, west]`, each in 0..1, the largest number moves a walker one square, the first of equal ones; a
 * wall holds it. The reward is 1 for arriving at the goal. That ends an episode; so does lava.
 */
export function walkGrid(rules: GridRules): GridEnvironment {
  const { name, grid, observationSize } = rules;
  return {
    ...{ grid, observationSize, actionSize: WAYS },
    observationBounds: { low: 0, high: 1 },
    actionBounds: { low: 0, high: 1 },
    reset: (key, batch) => {
      const places = new Int32Array(whole(`${name}.reset`, 'batch', batch, 1));
      const goals = new Int32Array(batch);
      for (let b = 0; b < batch; b++) [places[b], goals[b]] = rules.begin(key, b);
      return {
        ...{ places, goals, steps: new Int32Array(batch), observation: seenBy(rules, places, goals) },
        ...{ reward: new Float32Array(batch), terminated: new Uint8Array(batch) },
        truncated: new Uint8Array(batch),
      };
    },
    observe: (state) => state.observation,
    step: (state, actions) => {
      checkActions(`${name}.step`, actions, WAYS * state.steps.length, { low: 0, high: 1 });
      return walk(rules, state, actions);
    },
    reward: (state) => state.reward,
    terminated: (state) => state.terminated,
    truncated: (state) => state.truncated,
  };
}

function walk(rules: GridRules, state: GridState, actions: Float32Array): GridState {
  const { next, deadly } = rules.grid;
  const { goals } = state;
  const [places, steps] = [state.places.slice(), state.steps.slice()];
  const [terminated, truncated] = [state.terminated.slice(), state.truncated.slice()];
  const reward = new Float32Array(goals.length);
  for (let b = 0; b < goals.length; b++) {
    if (terminated[b] === 1 || truncated[b] === 1) continue;
    const scores = actions.subarray(WAYS * b, WAYS * (b + 1));
    places[b] = next[WAYS * places[b] + scores.indexOf(Math.max(...scores))];
    steps[b]++;
    reward[b] = places[b] === goals[b] ? 1 : 0;
    if (reward[b] === 1 || deadly[places[b]] === 1) terminated[b] = 1;
    else if (steps[b] >= rules.limit) truncated[b] = 1;
  }
  const observation = seenBy(rules, places, goals);
  return { places, goals, steps, observation, reward, terminated, truncated };
}

function seenBy(rules: GridRules, places: Int32Array, goals: Int32Array): Float32Array {
  const size = rules.observationSize;
  const seen = new Float32Array(size * places.length);
  for (let b = 0; b < places.length; b++)
    rules.see(places[b], goals[b], seen.subarray(size * b, size * (b + 1)));
  return seen;
}
