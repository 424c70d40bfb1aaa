import { gather, randomBits, split, tensor, tidy } from '@saccade/math';
import type { Key, Tensor1D, Tensor2D } from '@saccade/math';
import type { GoalWorld } from '@saccade/subgoals';
import { lavaGrid, wordSource } from '@saccade/tasks';
import type { LavaGrid } from '@saccade/tasks';
import { learnTables, safeWorld, WAYS } from './goal-tables.ts';
import type { SafeWorld } from './goal-tables.ts';
import type { UvfaOptions } from './options.ts';

/** The room whose goals no training sees. */
const HELD_ROOM = 3;

/** What there is to learn, and from what. `S` states, `G` trained goals, `F` features. Its tensors belong to it. */
export interface UvfaProblem {
  readonly grid: LavaGrid;
  readonly world: SafeWorld;
  /** By goal, what full Q-learning says, `[S·4]` each. */
  readonly tables: readonly Float64Array[];
  /** Goals by what training sees of them: all, nothing, nothing of their room. */
  readonly goals: { readonly trained: number[]; readonly heldOut: number[]; readonly room: number[] };
  /** `[S, F]`, of states and of all goals. */
  readonly states: Tensor2D;
  readonly allGoals: Tensor2D;
  /** `[G, F]` */
  readonly trainedGoals: Tensor2D;
  /** What actions are worth for trained goals, `[S·4, G]`. */
  readonly table: Tensor2D;
  /** 1 where that is known, `[S·4, G]`. */
  readonly known: Tensor2D;
  /** For bootstrapping. */
  readonly next: Tensor1D;
  readonly bootstrap: GoalWorld;
}

/** @param key - consumed. */
export function uvfaProblem(options: UvfaOptions, key: Key): UvfaProblem {
  const [kTables, kGoals, kKnown] = split(key, 3);
  const grid = lavaGrid();
  const world = safeWorld(grid);
  const { states: S } = world;
  const tables = learnTables(world, options.discount, kTables);
  const goals = splitGoals(grid, options.heldOut, kGoals);
  const { trained } = goals;
  const shape = [WAYS * S, trained.length] as const;
  const [table, known, arrives] = [0, 1, 2].map(() => new Float32Array(shape[0] * shape[1]));
  const words = randomBits(kKnown, table.length);
  table.forEach((_, i) => {
    const [pair, goal] = [Math.floor(i / trained.length), trained[i % trained.length]];
    table[i] = tables[goal][pair];
    arrives[i] = world.next[pair] === goal ? 1 : 0;
    known[i] = words[i] < options.known * 4294967296 ? 1 : 0;
  });
  const allGoals = featureRows(grid, grid.goalFeatures);
  const next = tensor<Tensor1D>(world.next, [shape[0]], 'int32');
  return {
    ...{ grid, world, tables, goals, allGoals, next },
    states: featureRows(grid, grid.features),
    trainedGoals: tidy(() => gather(allGoals, tensor(Int32Array.from(trained)))) as Tensor2D,
    table: tensor<Tensor2D>(table, shape),
    known: tensor<Tensor2D>(known, shape),
    bootstrap: { next, arrives: tensor<Tensor2D>(arrives, shape), actions: WAYS, discount: options.discount },
  };
}

function featureRows({ safe, featureCount }: LavaGrid, features: Float32Array): Tensor2D {
  const rows = new Float32Array(safe.length * featureCount);
  safe.forEach((place, i) =>
    rows.set(features.subarray(featureCount * place, featureCount * (place + 1)), featureCount * i),
  );
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
