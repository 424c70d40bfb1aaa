import type { Checkpoint } from '@saccade/experiments';
import { readSafetensors, writeSafetensors } from '@saccade/math';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FailedError } from '../errors.ts';
import { writeAtomic } from './atomic-write.ts';

const NAME = /^step-(\d+)\.safetensors$/;

/** Writes the state of a run after `step` steps; returns the path. */
export function writeCheckpoint(folder: string, step: number, { tensors, metadata }: Checkpoint): string {
  const path = join(folder, `step-${String(step).padStart(9, '0')}.safetensors`);
  writeAtomic(path, writeSafetensors(tensors, metadata));
  return path;
}

/** Paths of the checkpoints of a run, earliest first. */
export function listCheckpoints(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  return names.sort((a, b) => stepOf(a) - stepOf(b)).map((name) => join(folder, name));
}

const stepOf = (name: string): number => Number(NAME.exec(name)![1]);

/**
 * The latest checkpoint of a run.
 * @throws {@link FailedError} when there is none, or it cannot be read.
 */
export function readLatestCheckpoint(folder: string): Checkpoint {
  const path = listCheckpoints(folder).at(-1);
  if (path === undefined)
    throw new FailedError(`no checkpoint in ${folder}; the run was stopped before its first`);
  try {
    const { tensors, metadata = {} } = readSafetensors(readFileSync(path));
    return { tensors, metadata };
  } catch (error) {
    throw new FailedError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
