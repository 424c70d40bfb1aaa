import type { Preset } from '@saccade/experiments';
import { nearestNames } from '@saccade/experiments';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';

import { isPreset, quote } from '../parse.ts';
import { isTemporary, removeTemporaries, writeJson } from './atomic-write.ts';
import type { Lock } from './lock.ts';
import { acquireLock, LOCK_FILE } from './lock.ts';

/** What a run was asked to do: enough to begin it again. Stands in `options.json`. */
export interface RunRecord {
  readonly experiment: string;
  readonly seed: number;
  readonly preset: Preset;
  /** As given on the command line: `--set key=value`. */
  readonly overrides: Readonly<Record<string, string>>;
  /** All options, resolved. */
  readonly options: Readonly<Record<string, string | number>>;
}

const LONGEST_PATH = 200;

/** Paths inside a run folder. */
export interface RunPaths {
  readonly folder: string;
  readonly options: string;
  readonly environment: string;
  readonly metrics: string;
  readonly checkpoints: string;
  readonly result: string;
  readonly report: string;
}

/** Where the parts of a run stand. */
export function runPaths(folder: string): RunPaths {
  return {
    folder,
    options: join(folder, 'options.json'),
    environment: join(folder, 'environment.json'),
    metrics: join(folder, 'metrics.jsonl'),
    checkpoints: join(folder, 'checkpoints'),
    result: join(folder, 'result.json'),
    report: join(folder, 'report.html'),
  };
}

/** A new run folder, locked for this process. */
export interface NewRun {
  readonly paths: RunPaths;
  readonly lock: Lock;
}

/**
 * Makes an empty run folder and takes its lock.
 * @throws {@link UsageError} when `folder` exists and is not an empty folder; nothing in it is touched.
 */
export function createRunFolder(folder: string, record: RunRecord): NewRun {
  refuseUsed(folder);
  const paths = runPaths(folder);
  makeFolder(folder);
  const lock = acquireLock(folder);
  try {
    refuseUsed(folder);
    removeTemporaries(folder);
    writeJson(paths.options, record);
    mkdirSync(paths.checkpoints);
    return { paths, lock };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Makes a folder and its parents. `mkdir`'s own `recursive` never returns where a parent exists but refuses entries with ENOENT, as /proc does (Node 20). */
export function makeFolder(folder: string): void {
  if (existsSync(folder) || dirname(folder) === folder) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function refuseUsed(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new UsageError(`--out must be a folder, got the file ${folder}`);
  const content = readdirSync(folder).filter((name) => !name.startsWith(LOCK_FILE) && !isTemporary(name));
  if (content.length === 0) return;
  const hint = content.includes('options.json') ? `; saccade resume ${folder} goes on with that run` : '';
  throw new UsageError(
    `--out must be a new or empty folder, but ${folder} has content; nothing was changed${hint}`,
  );
}

/** The default folder of a run: `runs/<experiment>-s<seed>-<yyyymmdd>-<hhmmss>`, made different where that exists. */
export function defaultFolder(experiment: string, seed: number, now: Date): string {
  return freshFolder(join('runs', `${experiment}-s${seed}`), now);
}

/** A path that does not exist yet: `<stem>-<yyyymmdd>-<hhmmss>`, made different where that does. */
export function freshFolder(stem: string, now: Date): string {
  const folder = `${stem}-${timeStamp(now)}`;
  let candidate = folder;
  for (let count = 2; existsSync(candidate); count++) candidate = `${folder}-${count}`;
  return candidate;
}

/** Local time as `20250131-093005`. */
function timeStamp(now: Date): string {
  const two = (count: number) => String(count).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}

/**
 * Reads what a run was asked to do.
 * @throws {@link UsageError} when there is no such folder, or it is not a run folder, with the nearest that are.
 */
export function openRunFolder(folder: string): { paths: RunPaths; record: RunRecord } {
  const paths = runPaths(folder);
  const name = quote(folder, LONGEST_PATH);
  if (!existsSync(folder)) throw new UsageError(`no run folder ${name}; ${suggestRuns(folder)}`);
  if (!statSync(folder).isDirectory())
    throw new UsageError(`${name} is a file, not a run folder; ${suggestRuns(folder)}`);
  if (existsSync(join(folder, 'sweep.json')))
    throw new UsageError(
      `${name} is the folder of a sweep: the command that began it goes on with it; its runs are in ${join(name, 'jobs')}`,
    );
  if (!existsSync(paths.options))
    throw new UsageError(`${name} is not a run folder: it has no options.json; ${suggestRuns(folder)}`);
  const record = parseRecord(readFileSync(paths.options, 'utf8'));
  if (!record) throw new UsageError(`${name} is not a run folder: its options.json does not describe a run`);
  return { paths, record };
}

function parseRecord(text: string): RunRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<RunRecord> | null;
    const { experiment, seed, preset, overrides, options } = record ?? {};
    const complete = typeof experiment === 'string' && typeof seed === 'number' && isPreset(preset);
    return complete && isObject(overrides) && isObject(options) ? (record as RunRecord) : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

function suggestRuns(folder: string): string {
  const place = existsSync(dirname(folder)) && dirname(folder) !== '.' ? dirname(folder) : 'runs';
  const entries = existsSync(place) ? readdirSync(place) : [];
  const runs = entries.filter((name) => existsSync(join(place, name, 'options.json')));
  if (runs.length === 0) return 'saccade train <experiment> makes one';
  const near = nearestNames(basename(folder), runs);
  return near.length > 0
    ? `did you mean ${near.map((name) => join(place, name)).join(' or ')}?`
    : `the latest in ${place}: ${runs.slice(-3).join(', ')}`;
}
