import { split } from '@saccade/math';
import type { Key } from '@saccade/math';
import type { OnlinePair } from '@saccade/world-model';
import type { Metrics } from '../contract/types.ts';
import { dreamStream, WARM_UP, watchStream } from './judge.ts';

const STREAMS = 10;
/** Steps that M foretells alone. */
const AHEAD = 50;
const STEPS = WARM_UP + AHEAD;

/**
 * How well M foretells, and how well C does in M and in the world, on fresh streams.
 * @param key - consumed.
 */
export function foresight(pair: Pick<OnlinePair, 'controller' | 'model'>, key: Key): Metrics {
  const streams = split(key, STREAMS).map((kStream) => {
    const [kExplored, kOwn] = split(kStream, 2);
    const tried = watchStream(pair, kExplored, { steps: STEPS, explore: 0.5, open: WARM_UP });
    const own = watchStream(pair, kOwn, { steps: STEPS, explore: 0, open: STEPS });
    const dreamt = mean(dreamStream(pair, kOwn, STEPS).pain.slice(WARM_UP));
    const pain = mean(own.pain.slice(WARM_UP));
    return {
      modelError: meanSquare(tried.foretold, tried.pain),
      openLoopError: meanSquare(tried.openLoop, tried.pain),
      pain,
      exploitationGap: dreamt - pain,
    };
  });
  const names = ['modelError', 'openLoopError', 'pain', 'exploitationGap'] as const;
  return Object.fromEntries(names.map((name) => [name, mean(streams.map((stream) => stream[name]))]));
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

function meanSquare(foretold: readonly number[], came: readonly number[]): number {
  const errors = foretold.map((value, t) => value - came[t]).slice(WARM_UP);
  return mean(errors.map((error) => error * error));
}
