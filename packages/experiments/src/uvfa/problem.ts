import { gather, randomBits, split, tensor, tidy } from '@saccade/math';
import type { Key, Tensor1D, Tensor2D } from '@saccade/math';
import type { GoalWorld } from '@saccade/subgoals';
import { lavaGrid, wordSource } from '@saccade/tasks';
import type { LavaGrid } from '@saccade/tasks';
import { bestOf, learnTables, safeWorld, WAYS } from './goal-tables.ts';
import type { SafeWorld } from './goal-tables.ts';
import type { UvfaOptions } from './options.ts';

/** The room whose goals no training sees. */
const HELD_ROOM = 3;

/** Rows of a table for each state: its actions, and last what it is worth to have come there. */
export const ROWS = WAYS + 1;

/** What there is to learn, and from what. `S` states, `R = 5·S` rows, `G` trained goals, `F` features. Its tensors belong to it. */
export interface UvfaProblem {
  readonly grid: LavaGrid;
  readonly world: SafeWorld;
  /** By goal, what full Q-learning says, `[S·4]` each. */
  readonly tables: readonly Float64Array[];
  /** Goals by what training sees of them: all, nothing, nothing of their room. */
  readonly goals: { readonly trained: number[]; readonly heldOut: number[]; readonly room: number[] };
  /** What states are like, which may be goals too, `[S, F]`. */
  readonly states: Tensor2D;
  /** `[G, F]` */
  readonly trainedGoals: Tensor2D;
  /** What actions and states are worth for trained goals, `[R, G]`. */
  readonly table: Tensor2D;
  /** 1 where that is known, `[R, G]`. */
  readonly known: Tensor2D;
  /** For bootstrapping. */
  readonly bootstrap: GoalWorld;
}

/** @param key - consumed. */
export function uvfaProblem(options: UvfaOptions, key: Key): UvfaProblem {
  const [kTables, kGoals, kKnown] = split(key, 3);
  const { discount } = options;
  const grid = lavaGrid();
  const world = safeWorld(grid);
  const tables = learnTables(world, discount, kTables);
  const goals = splitGoals(grid, options.heldOut, kGoals);
  const { trained } = goals;
  const R = ROWS * world.states;
  const next = Int32Array.from({ length: R }, (_, row) => {
    const [state, way] = [Math.floor(row / ROWS), row % ROWS];
    return way < WAYS ? world.next[WAYS * state + way] : state;
  });
  const words = randomBits(kKnown, world.states * trained.length);
  const tableOf = (entry: (row: number, g: number) => number): Tensor2D => {
    const all = new Float32Array(R * trained.length);
    all.forEach((_, i) => {
      all[i] = entry(Math.floor(i / trained.length), i % trained.length);
    });
    return tensor<Tensor2D>(all, [R, trained.length]);
  };
  const arrives = tableOf((row, g) => (next[row] === trained[g] ? 1 : 0));
  const states = featureRows(grid);
  return {
    ...{ grid, world, tables, goals, states },
    trainedGoals: tidy(() => gather(states, tensor(Int32Array.from(trained)))) as Tensor2D,
    table: tableOf((row, g) => worthOf(tables[trained[g]], trained[g], row, discount)),
    known: tableOf((row, g) =>
      words[Math.floor(row / ROWS) * trained.length + g] < options.known * 4294967296 ? 1 : 0,
    ),
    bootstrap: { next: tensor<Tensor1D>(next), arrives, actions: WAYS, discount },
  };
}

/** What a row of the table says for a goal, by its table of Q-learning. */
function worthOf(q: Float64Array, goal: number, row: number, discount: number): number {
  const [state, way] = [Math.floor(row / ROWS), row % ROWS];
  if (way < WAYS) return q[WAYS * state + way];
  return state === goal ? 1 : discount * bestOf(q, state);
}

/** Features of mean 0 and variance 1 over all states: as they are, few units are on, and nets begin almost linear and learn slowly. */
function featureRows({ safe, featureCount, features }: LavaGrid): Tensor2D {
  const rows = new Float32Array(safe.length * featureCount);
  for (let f = 0; f < featureCount; f++) {
    const column = Array.from(safe, (place) => features[featureCount * place + f]);
    const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
    const variance = column.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / column.length;
    column.forEach((x, i) => {
      rows[featureCount * i + f] = (x - mean) / Math.sqrt(variance);
    });
  }
  return tensor<Tensor2D>(rows, [safe.length, featureCount]);
}

function splitGoals({ safe, rooms }: LavaGrid, heldOut: number, key: Key): UvfaProblem['goals'] {
  const words = wordSource(key);
  const goals = { trained: [] as number[], heldOut: [] as number[], room: [] as number[] };
  safe.forEach((place, goal) => {
    // A door is like no other place: nothing could tell of it.
    const seen = words() >= heldOut * 4294967296 || rooms[place] < 0;
    goals[rooms[place] === HELD_ROOM ? 'room' : seen ? 'trained' : 'heldOut'].push(goal);
  });
  return goals;
}
