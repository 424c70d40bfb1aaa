import type { Experiment, Metrics } from '@saccade/experiments';
import { requireOptions } from '../experiments.ts';
import { formatDuration, formatNumber, metricWords } from '../terminal/format.ts';
import type { Style } from '../terminal/style.ts';
import { ownMetrics } from '../training/baselines.ts';
import type { Job } from './jobs.ts';
import type { JobOutcome } from './scheduler.ts';
import { settingNames } from './settings.ts';
import type { SweepSpec } from './spec.ts';

/** How a job is called: `seed 3 lr=0.01`, of its setting only what distinguishes it from the others. */
export type JobName = (job: Pick<Job, 'seed' | 'overrides'>) => string;

/** The names of the jobs of a sweep. */
export function jobNames({ settings }: SweepSpec): JobName {
  const overrides = settings.map((each) => each.overrides);
  const names = new Map(settingNames(overrides).map((name, index) => [overrides[index], name]));
  return ({ seed, overrides: own }) => `seed ${seed} ${names.get(own) ?? ''}`.trimEnd();
}

/** Of whose jobs is spoken. */
export interface JobWords {
  readonly experiment: Experiment;
  readonly nameOf: JobName;
}

/** How a job ended, in one line: `✓ seed 3 lr=0.01  hit rate 0.99  8.2 s`. */
export function endingLine(words: JobWords, job: Job, outcome: JobOutcome, style: Style): string {
  const name = words.nameOf(job);
  if (outcome.status === 'interrupted') return `${style.dim('–')} ${name}  interrupted, with a checkpoint`;
  if (outcome.status !== 'done') return `${style.bad('✗')} ${name}  ${outcome.reason}`;
  const { metrics, wallSeconds } = outcome.result;
  const figures = figureWords(words.experiment, job, metrics);
  return `${style.good('✓')} ${name}  ${figures}  ${style.dim(formatDuration(wallSeconds))}`;
}

/** The metrics that have a target; all where none has. */
function figureWords(experiment: Experiment, { preset, overrides }: Job, metrics: Metrics): string {
  const targets = experiment.targets(requireOptions(experiment, preset, overrides));
  const wanted = ownMetrics(metrics).filter((name) => targets.some(({ metric }) => metric === name));
  const names = wanted.length > 0 ? wanted : ownMetrics(metrics);
  return names.map((name) => `${metricWords(name)} ${formatNumber(metrics[name]!)}`).join('  ');
}
