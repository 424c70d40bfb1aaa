import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { isPreset, quote } from '../parse.ts';
import { isTemporary, writeJson } from '../runs/atomic-write.ts';
import { makeFolder, runPaths } from '../runs/folder.ts';
import type { Lock } from '../runs/lock.ts';
import { acquireLock, LOCK_FILE } from '../runs/lock.ts';
import type { SweepSpec } from './spec.ts';

/** Paths inside a sweep folder. */
export interface SweepPaths {
  readonly folder: string;
  readonly spec: string;
  readonly report: string;
}

/** Where the parts of a sweep stand. */
export function sweepPaths(folder: string): SweepPaths {
  return {
    folder,
    spec: join(folder, 'sweep.json'),
    report: join(folder, 'report.html'),
  };
}

/** The run folder of a job. */
export function jobFolder(folder: string, id: string): string {
  return join(folder, 'jobs', id);
}

/** Whether a folder holds a sweep. */
export function isSweepFolder(folder: string): boolean {
  return existsSync(sweepPaths(folder).spec);
}

/** A sweep folder that this process may write into. */
export interface OpenSweep {
  readonly spec: SweepSpec;
  /** What stood there before. */
  readonly earlier?: SweepSpec;
  readonly lock: Lock;
}

/**
 * Makes a sweep folder, or takes one that is there, locked for this process; writes what the sweep consists of.
 * @param merge - what stood in the folder together with what is asked for now.
 * @throws {@link UsageError} when the folder holds something else, or `merge` refuses; nothing in it is touched.
 */
export function openSweepFolder(
  folder: string,
  merge: (earlier: SweepSpec | undefined) => SweepSpec,
): OpenSweep {
  refuseOther(folder);
  merge(earlierSpec(folder));
  makeFolder(folder);
  const lock = acquireLock(folder);
  try {
    refuseOther(folder);
    const earlier = earlierSpec(folder);
    const spec = merge(earlier);
    mkdirSync(join(folder, 'jobs'), { recursive: true });
    writeJson(sweepPaths(folder).spec, spec);
    return { spec, earlier, lock };
  } catch (error) {
    lock.release();
    throw error;
  }
}

const earlierSpec = (folder: string): SweepSpec | undefined =>
  isSweepFolder(folder) ? readSpec(folder) : undefined;

function refuseOther(folder: string): void {
  if (!existsSync(folder) || isSweepFolder(folder)) return;
  if (!statSync(folder).isDirectory()) throw new UsageError(`--out must be a folder, got the file ${folder}`);
  const what = existsSync(runPaths(folder).options) ? 'is the folder of a single run' : 'has content';
  // A process that was killed before its first write leaves these.
  if (readdirSync(folder).some((name) => name !== LOCK_FILE && name !== 'jobs' && !isTemporary(name)))
    throw new UsageError(
      `--out must be a sweep, or a new or empty folder, but ${folder} ${what}; nothing was changed`,
    );
}

/**
 * Reads what a sweep consists of.
 * @throws {@link UsageError} when the file does not say so.
 */
export function readSpec(folder: string): SweepSpec {
  const path = sweepPaths(folder).spec;
  const spec = parseSpec(readFileSync(path, 'utf8'));
  if (!spec) throw new UsageError(`${quote(path, 200)} does not describe a sweep`);
  return spec;
}

function parseSpec(text: string): SweepSpec | undefined {
  try {
    const spec = JSON.parse(text) as Partial<SweepSpec> | null;
    const { experiment, preset, version, settings, commands } = spec ?? {};
    const complete =
      typeof experiment === 'string' && isPreset(preset) && typeof version?.saccade === 'string';
    return complete && isList(settings, isSetting) && isList(commands, isText)
      ? (spec as SweepSpec)
      : undefined;
  } catch {
    return undefined;
  }
}

const isList = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);
const isText = (value: unknown): boolean => typeof value === 'string';
const isSeed = (value: unknown): boolean => Number.isSafeInteger(value);

function isSetting(value: unknown): boolean {
  const { overrides, seeds } = (value ?? {}) as Partial<SweepSpec['settings'][number]>;
  return typeof overrides === 'object' && isList(Object.values(overrides), isText) && isList(seeds, isSeed);
}
