// The flag maze as it is felt: pleasure and pain are units of their own, and what is felt in an arm stays.
import type { Key } from '@saccade/math';
import { flagMaze } from '@saccade/tasks';
import type { Environment, FlagMazeState } from '@saccade/tasks';

/** Read only. */
export interface FeltMazeState extends FlagMazeState {
  /** `[B·3]`, see {@link FEELINGS}. */
  readonly felt: Float32Array;
}

/** Of the right arm, of the wrong arm, of a wall. */
export const FEELINGS = ['pleasure', 'pain', 'bump'];
const KINDS = FEELINGS.length;

/** A walker that has arrived stays, to the end of its steps, and feels what it felt on arriving. */
export function feltMaze(corridor: number, limit: number): Environment<FeltMazeState> {
  const maze = flagMaze({ corridor, limit });
  return {
    ...{ observationSize: maze.observationSize, actionSize: maze.actionSize, rewardSize: KINDS },
    observationBounds: maze.observationBounds,
    actionBounds: maze.actionBounds,
    reset: (key: Key, batch: number) => {
      const state = maze.reset(key, batch);
      return { ...state, felt: new Float32Array(KINDS * batch) };
    },
    observe: maze.observe,
    step: (state, actions) => {
      const next = maze.step(state, actions);
      return { ...next, felt: feel(next, state.felt) };
    },
    reward: (state) => state.felt,
  };
}

function feel({ reward }: FlagMazeState, before: Float32Array): Float32Array {
  const felt = new Float32Array(before.length);
  for (let b = 0; b < before.length / KINDS; b++) {
    const [arrival, bump] = [reward[2 * b], reward[2 * b + 1]];
    felt[KINDS * b] = Math.max(arrival, before[KINDS * b]);
    felt[KINDS * b + 1] = Math.max(-arrival, before[KINDS * b + 1]);
    felt[KINDS * b + 2] = 0 - bump;
  }
  return felt;
}
