// Which checkpoints of a run stay on disk: the last few, and the best.
import { rmSync } from 'node:fs';
import type { StampedCheckpoint } from './checkpoint-file.ts';
import { listCheckpoints, readCheckpoint, writeCheckpoint } from './checkpoints.ts';

/** Which way is good for the score of a checkpoint. */
export type Better = 'higher' | 'lower';

/** How many checkpoints are kept. */
export interface KeepOptions {
  /** So many of the last ones. */
  readonly keep: number;
  /** The best is kept beside them, where scores have a good way. */
  readonly better?: Better;
}

/**
 * Begins to write checkpoints into a folder, which may have some from before.
 * @returns writes one, then removes those that need not stay; returns the path of the new one.
 */
export function openCheckpoints(
  folder: string,
  options: KeepOptions,
): (stamped: StampedCheckpoint) => string {
  const scores = readScores(folder);
  return (stamped) => {
    const path = writeCheckpoint(folder, stamped);
    scores.delete(path);
    scores.set(path, stamped.stamp.score);
    for (const old of superfluous(scores, options)) {
      rmSync(old, { force: true });
      scores.delete(old);
    }
    return path;
  };
}

/** The best path of those that have a score, the earliest of equals. */
export function bestOf(scores: ReadonlyMap<string, number | undefined>, better: Better): string | undefined {
  const sign = better === 'higher' ? 1 : -1;
  const scored = [...scores].flatMap(([path, score]) => (score === undefined ? [] : [{ path, score }]));
  return scored.reduce<(typeof scored)[number] | undefined>(
    (best, each) => (best === undefined || sign * (each.score - best.score) > 0 ? each : best),
    undefined,
  )?.path;
}

function superfluous(
  scores: ReadonlyMap<string, number | undefined>,
  { keep, better }: KeepOptions,
): readonly string[] {
  const best = better && bestOf(scores, better);
  return [...scores.keys()].slice(0, -keep).filter((path) => path !== best);
}

/** The scores of the checkpoints in a folder, earliest first; none for those that cannot be read. */
export function readScores(folder: string): Map<string, number | undefined> {
  return new Map(listCheckpoints(folder).map((path) => [path, readScore(path)]));
}

function readScore(path: string): number | undefined {
  try {
    return readCheckpoint(path).stamp.score;
  } catch {
    return undefined;
  }
}
