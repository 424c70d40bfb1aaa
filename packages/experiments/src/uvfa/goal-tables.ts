// Full Q-learning, a table for each goal: what universal value functions are to say without having seen it, and how ways are judged.
import type { Key } from '@saccade/math';
import { pickFrom, wordSource } from '@saccade/tasks';
import type { LavaGrid } from '@saccade/tasks';

export const WAYS = 4;
/** Visits of each pair of a state and an action that tables learn from, on average. */
const VISITS = 60;
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
 * action in random order. One stream of them teaches all tables. By goal, `[S·4]` each.
 * @param key - consumed.
 */
export function learnTables({ next, states }: SafeWorld, discount: number, key: Key): Float64Array[] {
  const words = wordSource(key);
  const tables = Array.from({ length: states }, () => new Float64Array(next.length));
  for (let i = 0; i < VISITS * next.length; i++) {
    const pair = pickFrom(words(), next.length);
    const after = next[pair];
    if (after === states) continue;
    for (const [goal, q] of tables.entries()) q[pair] = after === goal ? 1 : discount * bestOf(q, after);
  }
  return tables;
}

/** What the best action at a state is worth, by a table `[S·4]`. */
export function bestOf(q: Float64Array, state: number): number {
  const row = WAYS * state;
  return Math.max(q[row], q[row + 1], q[row + 2], q[row + 3]);
}

/** What an action at a state is worth, for a goal. */
export type ValueOf = (state: number, way: number, goal: number) => number;

/** The discounted return of always doing what is worth most: γ^(steps − 1), or 0 in lava or in circles. */
export function greedyReturn(
  { next, states }: SafeWorld,
  valueOf: ValueOf,
  [start, goal]: readonly [start: number, goal: number],
  discount: number,
): number {
  let [state, worth] = [start, 1];
  for (let t = 0; t < LIMIT; t++) {
    let best = 0;
    for (let way = 1; way < WAYS; way++)
      if (valueOf(state, way, goal) > valueOf(state, best, goal)) best = way;
    state = next[WAYS * state + best];
    if (state === goal) return worth;
    if (state === states) return 0;
    worth *= discount;
  }
  return 0;
}
