import type { Verdict } from '@saccade/experiments';
import type { BandCurves } from './band-chart.ts';
import type { Estimate } from './interval-plot.ts';
import type { Fact, ReportHead } from './types.ts';

/** A metric of one setting, in words beside the numbers. */
export interface SweepRow {
  /** Which setting; empty where there is only one. */
  readonly setting: string;
  /** Seeds that have a result. */
  readonly seeds: number;
  /** Undefined where no seed has one. */
  readonly estimate?: Estimate & { readonly text: string; readonly interval?: string };
  readonly target?: { readonly text: string; readonly verdict: Verdict; readonly source: string };
}

/** A metric of all settings. */
export interface SweepMetric {
  readonly label: string;
  readonly unit?: string;
  readonly doc?: string;
  readonly rows: readonly SweepRow[];
}

/** All that the report of a sweep shows; plain values, no markup. */
export interface SweepReport extends ReportHead {
  readonly metrics: readonly SweepMetric[];
  readonly curves: readonly BandCurves[];
  /** Jobs that failed or were stopped, and why. */
  readonly failures: readonly Fact[];
  readonly commands: readonly string[];
  /** At the foot: versions, folder, … */
  readonly environment: readonly Fact[];
}
