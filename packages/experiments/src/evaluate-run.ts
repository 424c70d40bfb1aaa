import { foldIn, split } from '@saccade/math';
import type { Key } from '@saccade/math';
import type { Metrics, Run } from './contract/types.ts';
import { bootstrapInterval } from './results/bootstrap.ts';
import type { Interval } from './results/bootstrap.ts';
import { meanOf } from './results/statistics.ts';

/** An evaluation and how sure it is. */
export interface Evaluation {
  /** Means over blocks of episodes. */
  readonly metrics: Metrics;
  /** 95 % bootstrap intervals, by metric; none with too few episodes. */
  readonly intervals: Readonly<Record<string, Interval>>;
}

/** Blocks of episodes that an evaluation is made of, where it has enough. */
const BLOCKS = 20;
const LEAST_BLOCKS = 5;
/** Ratios such as `modelError` need a few episodes to be near their value. */
const LEAST_EPISODES = 50;

/**
 * Judges a run in up to 20 blocks of at least 50 episodes, independent of one another: how much they differ tells how much
 * another evaluation would. It says nothing of how much another training would; that takes more seeds.
 *
 * @param key - consumed.
 * @param episodes - in all, ≥ 1; under 250 there are no intervals.
 */
export function evaluateRun(run: Run, key: Key, episodes: number): Evaluation {
  const [kBlocks, kIntervals] = split(key, 2);
  const blocks = blockSizes(episodes).map((size, block) => run.evaluate(foldIn(kBlocks, block), size));
  const names = Object.keys(blocks[0]);
  const valuesOf = (name: string) => blocks.map((metrics) => metrics[name]);
  const intervals = names.flatMap((name, index) => {
    const found = bootstrapInterval(valuesOf(name), foldIn(kIntervals, index));
    return found ? [[name, found] as const] : [];
  });
  return {
    metrics: Object.fromEntries(names.map((name) => [name, meanOf(valuesOf(name))])),
    intervals: Object.fromEntries(intervals),
  };
}

/** Sizes that differ by one episode at most: each block counts the same. */
function blockSizes(episodes: number): number[] {
  const most = Math.min(BLOCKS, Math.floor(episodes / LEAST_EPISODES));
  const count = most < LEAST_BLOCKS ? 1 : most;
  return Array.from(
    { length: count },
    (_, block) => Math.floor(((block + 1) * episodes) / count) - Math.floor((block * episodes) / count),
  );
}
