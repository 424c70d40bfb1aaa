// Full Q-learning, a table for each goal: what universal value functions are to say without having seen it, and how ways are judged.
import type { Key } from '@saccade/math';
import { wordSource } from '@saccade/tasks';
import type { LavaGrid } from '@saccade/tasks';

export const WAYS = 4;
/** Visits of each pair of a state and an action that a table learns from, on average. */
const VISITS = 60;
const WORDS = 4294967296;
/** A greedy way that is longer than this goes in circles. */
const LIMIT = 200;

/** The lava grid by the numbers of its safe places, `S`. */
export interface SafeWorld {
  readonly states: number;
  /** Where each action leads, `[S·4]`; `S` is the end in lava. */
  readonly next: Int32Array;
}

export function safeWorld({ grid, safe }: LavaGrid): SafeWorld {
  const numberOf = new Map(Array.from(safe, (place, number) => [place, number]));
  const next = new Int32Array(WAYS * safe.length);
  safe.forEach((place, number) => {
    for (let way = 0; way < WAYS; way++)
      next[WAYS * number + way] = numberOf.get(grid.next[WAYS * place + way]) ?? safe.length;
  });
  return { states: safe.length, next };
}

/**
 * What each action is worth, for every goal: by Q-learning with learning rate 1, as nothing is left to chance, from pairs of a state and an
 * action in random order. By goal, `[S·4]` each.
 * @param key - consumed.
 */
export function learnTables({ next, states }: SafeWorld, discount: number, key: Key): Float64Array[] {
  const words = wordSource(key);
  return Array.from({ length: states }, (_, goal) => {
    const q = new Float64Array(next.length);
    for (let i = 0; i < VISITS * next.length; i++) {
      const pair = Math.floor((words() / WORDS) * next.length);
      const after = next[pair];
      if (after === goal) q[pair] = 1;
      else if (after < states) q[pair] = discount * Math.max(...q.subarray(WAYS * after, WAYS * (after + 1)));
    }
    return q;
  });
}

/** What an action is worth: action `pair % 4` at state `pair / 4`, for a goal. */
export type ValueOf = (pair: number, goal: number) => number;

/** The discounted return of always doing what is worth most: γ^(steps − 1), or 0 in lava or in circles. */
export function greedyReturn(
  { next, states }: SafeWorld,
  valueOf: ValueOf,
  [start, goal]: readonly [start: number, goal: number],
  discount: number,
): number {
  let [state, worth] = [start, 1];
  for (let t = 0; t < LIMIT; t++) {
    let best = WAYS * state;
    for (let pair = best + 1; pair < WAYS * (state + 1); pair++)
      if (valueOf(pair, goal) > valueOf(best, goal)) best = pair;
    state = next[best];
    if (state === goal) return worth;
    if (state === states) return 0;
    worth *= discount;
  }
  return 0;
}
