// A corridor with a fork at its end: which way is right was told at the beginning, and nowhere else.
import { foldIn, randomWord } from '@saccade/math';
import type { Key } from '@saccade/math';
import { checkActions, whole } from './check.ts';
import type { Environment } from './environment.ts';
import { pickFrom } from './word-source.ts';

/** Options of {@link flagMaze}. */
export interface FlagMazeOptions {
  /** Steps from the flag to the fork, ≥ 1. Default 5. */
  readonly corridor?: number;
  /** An episode is truncated after so many steps, ≥ corridor + 1. Default 4 · corridor. */
  readonly limit?: number;
}

/** `B` walkers. Read only. */
export interface FlagMazeState {
  /** 0 where the north is right, 1 where the south is, `[B]`. */
  readonly flags: Uint8Array;
  /** Steps from the flag to the east, 0 … corridor, `[B]`. */
  readonly x: Int32Array;
  /** −1 in the northern arm, 1 in the southern one, otherwise 0, `[B]`. */
  readonly y: Int8Array;
  /** Steps so far, `[B]`. */
  readonly steps: Int32Array;
  readonly observation: Float32Array;
  readonly reward: Float32Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/** `[flag for north, flag for south, wall in the north, east, south, west]`. */
const INPUTS = 6;
/** North, east, south, west. */
const WAYS = 4;
const ARRIVAL = 0;
const BUMP = 1;
const KINDS = 2;

/**
 * A walker sees walls around it, and at the first place one of two flags: which arm of the fork at the other end of the
 * corridor it should take. All places between look alike. Of the action `[north, east, south, west]`, each in 0..1, the
 * largest number moves it one place, the first of equal ones.
 *
 * Rewards are of two kinds: 1 for arriving in the right arm and −1 in the wrong one, either of which ends the episode; and
 * −1 for bumping into a wall.
 *
 * Source: the flag mazes of Schmidhuber 1990, whose sizes are not known; these are ours.
 */
export function flagMaze({
  corridor = 5,
  limit = 4 * corridor,
}: FlagMazeOptions = {}): Environment<FlagMazeState> {
  whole('flagMaze', 'corridor', corridor, 1);
  whole('flagMaze', 'limit', limit, corridor + 1);
  return {
    observationSize: INPUTS,
    actionSize: WAYS,
    observationBounds: { low: 0, high: 1 },
    actionBounds: { low: 0, high: 1 },
    rewardSize: KINDS,
    reset: (key, batch) => begin(key, batch, corridor),
    observe: (state) => state.observation,
    step: (state, actions) => {
      checkActions('flagMaze.step', actions, WAYS * state.steps.length, { low: 0, high: 1 });
      return walk(state, actions, corridor, limit);
    },
    reward: (state) => state.reward,
    terminated: (state) => state.terminated,
    truncated: (state) => state.truncated,
  };
}

function begin(key: Key, batch: number, corridor: number): FlagMazeState {
  const flags = new Uint8Array(whole('flagMaze.reset', 'batch', batch, 1));
  for (let b = 0; b < batch; b++) flags[b] = pickFrom(randomWord(foldIn(key, b), 0), 2);
  const [x, y] = [new Int32Array(batch), new Int8Array(batch)];
  return {
    ...{ flags, x, y, steps: new Int32Array(batch) },
    observation: observation(flags, x, y, corridor),
    reward: new Float32Array(KINDS * batch),
    terminated: new Uint8Array(batch),
    truncated: new Uint8Array(batch),
  };
}

function walk(state: FlagMazeState, actions: Float32Array, corridor: number, limit: number): FlagMazeState {
  const { flags } = state;
  const [x, y, steps] = [state.x.slice(), state.y.slice(), state.steps.slice()];
  const reward = new Float32Array(state.reward.length);
  for (let b = 0; b < flags.length; b++) {
    if (state.terminated[b] === 1 || state.truncated[b] === 1) continue;
    steps[b]++;
    const way = largest(actions.subarray(WAYS * b, WAYS * (b + 1)));
    if (wallAt(x[b], y[b], way, corridor)) {
      reward[KINDS * b + BUMP] = -1;
    } else if (way === 1 || way === 3) {
      x[b] += way === 1 ? 1 : -1;
    } else {
      y[b] = way === 0 ? -1 : 1;
      reward[KINDS * b + ARRIVAL] = (way === 0) === (flags[b] === 0) ? 1 : -1;
    }
  }
  const terminated = Uint8Array.from(y, (arm) => (arm === 0 ? 0 : 1));
  const truncated = terminated.map((now, b) => (now === 0 && steps[b] >= limit ? 1 : 0));
  return {
    ...{ flags, x, y, steps, reward, terminated, truncated },
    observation: observation(flags, x, y, corridor),
  };
}

/** Whether there is a wall on that side. Arms are dead ends that open to the fork. */
function wallAt(x: number, y: number, way: number, corridor: number): boolean {
  if (y !== 0) return way !== (y < 0 ? 2 : 0);
  if (way === 1) return x === corridor;
  if (way === 3) return x === 0;
  return x !== corridor;
}

function observation(flags: Uint8Array, x: Int32Array, y: Int8Array, corridor: number): Float32Array {
  const seen = new Float32Array(INPUTS * flags.length);
  for (let b = 0; b < flags.length; b++) {
    if (x[b] === 0) seen[INPUTS * b + flags[b]] = 1;
    for (let way = 0; way < WAYS; way++) {
      seen[INPUTS * b + 2 + way] = wallAt(x[b], y[b], way, corridor) ? 1 : 0;
    }
  }
  return seen;
}

function largest(list: Float32Array): number {
  return list.indexOf(Math.max(...list));
}
