import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FailedError } from '../errors.ts';
import { writeAtomic } from './atomic-write.ts';
import type { StampedCheckpoint } from './checkpoint-file.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.ts';

const NAME = /^step-(\d+)\.safetensors$/;

/** Writes a checkpoint of a run; returns the path. */
export function writeCheckpoint(folder: string, stamped: StampedCheckpoint): string {
  const path = join(folder, `step-${String(stamped.stamp.step).padStart(9, '0')}.safetensors`);
  writeAtomic(path, encodeCheckpoint(stamped));
  return path;
}

/** Paths of the checkpoints of a run, earliest first. */
export function listCheckpoints(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  return names.map((name) => join(folder, name)).sort((a, b) => stepOf(a) - stepOf(b));
}

/** The step that the name of a checkpoint tells. */
function stepOf(path: string): number {
  return Number(NAME.exec(basename(path))![1]);
}

/** A checkpoint that cannot be read, and what is wrong with it. */
export interface BrokenCheckpoint {
  readonly path: string;
  readonly problem: string;
}

/** A checkpoint as it was found, and the newer ones that are damaged, newest first. */
export interface FoundCheckpoint extends StampedCheckpoint {
  readonly path: string;
  readonly broken: readonly BrokenCheckpoint[];
}

/**
 * Reads one checkpoint.
 * @throws Error saying what is wrong with it.
 */
export function readCheckpoint(path: string): FoundCheckpoint {
  return { path, broken: [], ...decodeCheckpoint(readFileSync(path)) };
}

/**
 * The newest checkpoint of a run that is whole; undefined when the run has none at all.
 * @throws {@link FailedError} when there are some, but none is whole.
 */
export function readLatestCheckpoint(folder: string): FoundCheckpoint | undefined {
  const broken: BrokenCheckpoint[] = [];
  for (const path of listCheckpoints(folder).reverse()) {
    try {
      return { ...readCheckpoint(path), broken };
    } catch (error) {
      broken.push({ path, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  const [newest] = broken;
  if (!newest) return undefined;
  const others = broken.length > 1 ? `, nor any of the ${broken.length - 1} before` : '';
  throw new FailedError(`cannot read ${newest.path}${others}: ${newest.problem}`);
}
