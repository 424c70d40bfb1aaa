import { formatDuration } from '../terminal/format.ts';
import { bar } from '../terminal/progress.ts';
import type { Style } from '../terminal/style.ts';
import type { Job } from './jobs.ts';
import type { RunningJob, SweepState } from './progress-state.ts';
import { share, timeLeft } from './progress-state.ts';

/** What a live table is about. */
export interface LiveTableOptions {
  /** Name of the experiment. */
  readonly label: string;
  readonly nameOf: (job: Job) => string;
  /** Jobs that run side by side. */
  readonly workers: number;
  readonly columns: number;
  /** Lines that the terminal shows. */
  readonly rows: number;
  readonly style: Style;
}

const SWEEP_CELLS = 24;
const JOB_CELLS = 12;
const LONGEST_NAME = 36;

/** The sweep in one line, and a line for each job that runs, none wider than the terminal. */
export function liveTable(state: SweepState, now: number, options: LiveTableOptions): string[] {
  const { running } = state;
  const room = Math.max(1, options.rows - 3);
  const shown = running.length > room ? running.slice(0, room - 1) : running;
  const width = Math.min(LONGEST_NAME, Math.max(0, ...shown.map(({ job }) => options.nameOf(job).length)));
  const lines = [sweepLine(state, options), ...shown.map((each) => jobLine(each, now, width, options))];
  const hidden = running.length - shown.length;
  return hidden > 0 ? [...lines, `  and ${hidden} more`.slice(0, options.columns - 1)] : lines;
}

function sweepLine(state: SweepState, { label, workers, columns, style }: LiveTableOptions): string {
  const { total, done, failed, running } = state;
  const ended = done + failed;
  const ahead = running.reduce((sum, { ticks }) => sum + (ticks ? share(ticks[1]) : 0), 0);
  const left = timeLeft(state, workers);
  const facts = [
    `${done} of ${total} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(ended < total ? [left === undefined ? '? left' : `${formatDuration(left)} left`] : []),
  ];
  return barRow(label, (ended + ahead) / Math.max(total, 1), SWEEP_CELLS, facts.join('  '), columns, style);
}

function jobLine(
  { job, since, ticks }: RunningJob,
  now: number,
  width: number,
  { nameOf, columns, style }: LiveTableOptions,
): string {
  const done = ticks ? share(ticks[1]) : 0;
  const facts = `${String(Math.floor(done * 100)).padStart(3)} %  ${formatDuration(now - since)}`;
  const name = nameOf(job).slice(0, width).padEnd(width);
  return barRow(`  ${name}`, done, JOB_CELLS, facts, columns, style);
}

/** A name, a bar, facts; where the terminal is narrow the bar gives way first, then the facts, then the name. */
function barRow(
  name: string,
  done: number,
  cells: number,
  facts: string,
  columns: number,
  style: Style,
): string {
  const most = columns - 1;
  const fitting = Math.max(0, Math.min(cells, most - name.length - facts.length - 3));
  if (fitting < 4) return `${name}  ${facts}`.slice(0, most);
  return `${name} ${bar(done, fitting, style)}  ${facts}`;
}
