import type { Experiment, Options, Preset } from '@saccade/experiments';
import { canonicalJson } from '@saccade/experiments';
import { createHash } from 'node:crypto';
import { requireOptions } from '../experiments.ts';
import type { Overrides } from './settings.ts';
import type { SweepSpec } from './spec.ts';

/** One training of a sweep: plain values, so that it can be sent to a thread or another machine. */
export interface Job {
  /** The same for the same experiment, resolved options, seed and version; names the job's run folder. */
  readonly id: string;
  readonly experiment: string;
  readonly preset: Preset;
  readonly overrides: Overrides;
  readonly seed: number;
}

/** What of the program decides about results. */
export interface SourceVersion {
  readonly saccade: string;
  /** Absent outside of git. */
  readonly commit?: string;
}

/** The jobs of a sweep: settings in their order, seeds ascending within each. */
export function jobsOf({ experiment, preset, version, settings }: SweepSpec, of: Experiment): Job[] {
  return settings.flatMap(({ overrides, seeds }) => {
    const options = requireOptions(of, preset, overrides);
    return seeds.map((seed) => ({
      ...{ id: jobId(experiment, options, seed, version), experiment, preset, overrides, seed },
    }));
  });
}

/** The first 16 hexadecimal digits of a SHA-256 over all that decides about the job's result. */
export function jobId(experiment: string, options: Options, seed: number, version: SourceVersion): string {
  const text = canonicalJson({ experiment, options, seed, version });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
