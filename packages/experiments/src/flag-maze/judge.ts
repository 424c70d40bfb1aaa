// What C does when its weights are fixed, and how well M foretells it.
import { compile, disposeTree, foldIn, tidy, values } from '@saccade/math';
import type { Key } from '@saccade/math';
import { actor, dream, dreamStart, imaginedRewards, momentOf, openLoop } from '@saccade/world-model';
import type { Environment } from '@saccade/tasks';
import type { Actor, Experience } from '@saccade/world-model';
import type { LstmParams } from '@saccade/lstm';
import type { Metrics } from '../contract/types.ts';
import { FEELINGS } from './felt-maze.ts';
import type { FeltMazeState } from './felt-maze.ts';
import { DESIRED, feelingWeights } from './nets.ts';
import type { MazeNets, NetParams } from './nets.ts';
import type { MazeOptions } from './options.ts';
import { lengthOf } from './options.ts';

/** Episodes side by side. */
const CHUNK = 100;
/** Episodes that M is judged on. */
const FORETOLD = 64;

/** Judges nets. It holds memory until it is disposed. */
export interface MazeJudge {
  /**
   * Shares of fresh episodes that ended in the right arm, by flag and on the worse of both.
   * @param key - consumed; chunk `i` of episodes depends on it and `i` alone.
   */
  success(controller: NetParams, key: Key, episodes: number): Metrics;
  /** How M foretells what C does, and how C does in M beside the world. The key is consumed. */
  foresight(controller: NetParams, model: NetParams, key: Key): Metrics;
  dispose(): void;
}

export function mazeJudge(nets: MazeNets, maze: Environment<FeltMazeState>, options: MazeOptions): MazeJudge {
  const steps = lengthOf(options);
  const many = actor(nets.controller, maze, CHUNK);
  const alone = compile((model: NetParams, experience: Experience) =>
    imaginedRewards(nets.model, openLoop(nets.model, model, experience, 1)),
  );
  const inModel = compile((controller: NetParams, model: NetParams, experience: Experience) => {
    const params = { controller, model };
    const begin = dreamStart(nets, params, momentOf(experience, 0));
    return imaginedRewards(nets.model, dream(nets, params, begin, { steps }));
  });
  return {
    success: (controller, key, episodes) => successOf(many, controller, { key, episodes, steps }),
    foresight: (controller, model, key) =>
      tidy(() => {
        const few = actor(nets.controller, maze, FORETOLD);
        const { experience } = few.live(controller, few.begin(controller, key), steps);
        few.dispose();
        const came = values<Float32Array>(experience.rewards).subarray(FORETOLD * FEELINGS.length);
        const foretold = values<Float32Array>(alone(model, experience));
        const dreamt = values<Float32Array>(inModel(controller, model, experience));
        const pain = missing(came, options);
        return {
          openLoopError: meanSquare(foretold, came),
          pain,
          exploitationGap: missing(dreamt, options) - pain,
        };
      }),
    dispose: () => [many, alone, inModel].forEach((each) => each.dispose()),
  };
}

interface Fresh {
  readonly key: Key;
  readonly episodes: number;
  readonly steps: number;
}

function successOf(
  walkers: Actor<LstmParams, FeltMazeState>,
  controller: NetParams,
  { key, episodes, steps }: Fresh,
): Metrics {
  const [right, all] = [
    [0, 0],
    [0, 0],
  ];
  for (let first = 0; first < episodes; first += CHUNK) {
    const begin = walkers.begin(controller, foldIn(key, first / CHUNK));
    const { experience, states } = walkers.live(controller, begin, steps);
    disposeTree(experience);
    const { flags, y } = states[steps];
    for (let b = 0; b < Math.min(CHUNK, episodes - first); b++) {
      all[flags[b]]++;
      if (y[b] !== 0 && y[b] > 0 === (flags[b] === 1)) right[flags[b]]++;
    }
  }
  const shares = right.map((count, flag) => (all[flag] === 0 ? 0 : count / all[flag]));
  return { success: Math.min(...shares), successNorth: shares[0], successSouth: shares[1] };
}

/** What C minimises, of feelings: a mean over steps and episodes. */
function missing(felt: Float32Array, options: MazeOptions): number {
  const weights = feelingWeights(options);
  const total = felt.reduce((sum, feeling, i) => {
    const kind = i % FEELINGS.length;
    return sum + weights[kind] * (DESIRED[kind] - feeling) * (DESIRED[kind] - feeling);
  }, 0);
  return (total * FEELINGS.length) / felt.length;
}

function meanSquare(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]) * (value - b[i]), 0) / a.length;
}
