import type { Experiment, Metrics } from '@saccade/experiments';
import { runPaths } from '../runs/folder.ts';
import { readResult } from '../runs/result.ts';
import { readFailure } from './failure.ts';
import { jobFolder } from './folder.ts';
import type { Job } from './jobs.ts';
import { jobsOf } from './jobs.ts';
import type { Overrides } from './settings.ts';
import type { SweepSpec } from './spec.ts';
import type { MetricSummary } from './statistics.ts';
import { summarise } from './statistics.ts';

/** One job of a sweep, with what came of it. */
export interface JobResult {
  readonly id: string;
  readonly seed: number;
  readonly overrides: Overrides;
  /** `waiting`: not begun, or not finished. */
  readonly status: 'done' | 'failed' | 'stopped' | 'waiting';
  /** Why it failed or was stopped. */
  readonly reason?: string;
  /** These four of a job that is done. */
  readonly metrics?: Metrics;
  readonly steps?: number;
  readonly wallSeconds?: number;
  readonly weightsSha256?: string;
  /** Its run folder. */
  readonly run: string;
}

/** One setting of a sweep over its finished jobs. */
export interface SettingResult {
  readonly overrides: Overrides;
  /** By metric; empty where no job is done. */
  readonly metrics: Readonly<Record<string, MetricSummary>>;
}

/** What came of a sweep so far: the object that `--json` prints. */
export interface SweepResult {
  readonly experiment: string;
  /** The sweep folder. */
  readonly sweep: string;
  readonly jobs: readonly JobResult[];
  readonly settings: readonly SettingResult[];
}

/** Reads what came of a sweep from its folder. */
export function readSweepResult(folder: string, spec: SweepSpec, experiment: Experiment): SweepResult {
  const jobs = jobsOf(spec, experiment).map((job) => jobResult(folder, job));
  const settings = spec.settings.map(({ overrides }) => ({
    overrides,
    metrics: summaries(jobs.filter((job) => job.overrides === overrides)),
  }));
  return { experiment: spec.experiment, sweep: folder, jobs, settings };
}

function jobResult(folder: string, { id, seed, overrides }: Job): JobResult {
  const run = jobFolder(folder, id);
  const result = readResult(runPaths(run).result);
  if (!result) return { id, seed, overrides, status: 'waiting', ...readFailure(run), run };
  const { metrics, steps, wallSeconds, weightsSha256 } = result;
  return { id, seed, overrides, status: 'done', metrics, steps, wallSeconds, weightsSha256, run };
}

function summaries(jobs: readonly JobResult[]): Record<string, MetricSummary> {
  const names = new Set(jobs.flatMap(({ metrics }) => Object.keys(metrics ?? {})));
  return Object.fromEntries([...names].map((name) => [name, summarise(valuesOf(jobs, name))]));
}

/** The values of a metric, one for each job that is done. */
export function valuesOf(jobs: readonly JobResult[], metric: string): number[] {
  return jobs.flatMap(({ metrics }) => metrics?.[metric] ?? []);
}
