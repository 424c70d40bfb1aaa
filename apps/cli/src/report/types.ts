import type { Curve } from './chart.ts';

/** A short fact: its name and what it is. */
export type Fact = readonly [name: string, value: string];

/** One measured figure of the run, beside what it should be. */
export interface ReportMetric {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly doc?: string;
  readonly target?: { readonly text: string; readonly met: boolean; readonly source: string };
  /** The same metric for each of the report's baselines; undefined where it was not measured. */
  readonly baselines: readonly (string | undefined)[];
}

/** One option of the run. */
export interface ReportOption {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly doc: string;
  /** Where the default comes from. */
  readonly source: string;
  /** True where the value differs from the experiment's default. */
  readonly changed: boolean;
}

/** A picture of the run: one `<svg>` element as text. */
export interface ReportDrawing {
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
}

/** What stands at the top of a page. */
export interface ReportHead {
  readonly experiment: string;
  readonly title: string;
  readonly paper: string;
  readonly reproduces: string;
  /** Under the title: seed, preset, steps, time, commit, … */
  readonly facts: readonly Fact[];
}

/** All that the report of a run shows; plain values, no markup. */
export interface Report extends ReportHead {
  readonly deviations: readonly string[];
  readonly command: string;
  /** What the run is compared with: `random`, `untrained`. */
  readonly baselines: readonly string[];
  readonly metrics: readonly ReportMetric[];
  readonly curves: readonly Curve[];
  readonly drawings: readonly ReportDrawing[];
  readonly options: readonly ReportOption[];
  /** At the foot: versions, platform, … */
  readonly environment: readonly Fact[];
}
