import type { OutputOptions } from '../terminal/output.ts';
import type { TextStream } from '../terminal/style.ts';
import { styleFor } from '../terminal/style.ts';
import type { Job } from './jobs.ts';
import { liveDisplay } from './live-display.ts';
import type { JobOutcome, SweepListener } from './scheduler.ts';
import type { JobWords } from './words.ts';
import { endingLine } from './words.ts';

/** Shows on stderr how a sweep goes on. */
export interface SweepDisplay extends SweepListener {
  /** A remark about the whole sweep. */
  remark(line: string): void;
  /** Takes what moves off the screen. */
  end(): void;
}

/** What a display shows. */
export interface SweepFacts extends JobWords {
  /** Jobs that run side by side. */
  readonly workers: number;
  /** All jobs of the sweep. */
  readonly total: number;
  /** Those that were done before. */
  readonly done: number;
}

/** JSON lines with `--json`, nothing with `--quiet`, a live table on a terminal, a line for each job that ended elsewhere. */
export function sweepDisplay(
  facts: SweepFacts,
  { json, quiet }: OutputOptions,
  stderr: TextStream = process.stderr,
): SweepDisplay {
  if (json) return jsonDisplay(stderr);
  if (quiet) return silentDisplay;
  return stderr.isTTY === true ? liveDisplay(facts, stderr) : plainDisplay(facts, stderr);
}

const silentDisplay: SweepDisplay = {
  started: () => undefined,
  progress: () => undefined,
  note: () => undefined,
  finished: () => undefined,
  remark: () => undefined,
  end: () => undefined,
};

function plainDisplay(facts: SweepFacts, stderr: TextStream): SweepDisplay {
  const { nameOf, total, done } = facts;
  const style = styleFor(stderr);
  let ended = done;
  const write = (line: string) => void stderr.write(`${line}\n`);
  return {
    ...silentDisplay,
    note: (job, line) => write(`${nameOf(job)}: ${line}`),
    finished(job, outcome) {
      if (outcome.status !== 'interrupted') ended++;
      const count = `${String(ended).padStart(String(total).length)}/${total}`;
      write(`${count} ${endingLine(facts, job, outcome, style)}`);
    },
    remark: write,
  };
}

const JSON_SECONDS = 0.25;

/** Each line is an object with `event`: `progress` (at most four a second for each job), `note`, or `job` when one has ended. */
function jsonDisplay(stderr: TextStream): SweepDisplay {
  const write = (event: string, { id, seed, overrides }: Job, facts: object) =>
    void stderr.write(`${JSON.stringify({ event, job: id, seed, overrides, ...facts })}\n`);
  const writtenAt = new Map<string, number>();
  return {
    ...silentDisplay,
    progress(job, tick) {
      const { step, totalSteps, seconds } = tick;
      if (seconds - (writtenAt.get(job.id) ?? -Infinity) < JSON_SECONDS && step < totalSteps) return;
      writtenAt.set(job.id, seconds);
      write('progress', job, tick);
    },
    note: (job, note) => write('note', job, { note }),
    finished: (job, outcome) => write('job', job, endingFacts(outcome)),
  };
}

function endingFacts(outcome: JobOutcome): object {
  if (outcome.status !== 'done') return outcome;
  const { metrics, steps, wallSeconds, weightsSha256, run } = outcome.result;
  return { status: outcome.status, metrics, steps, wallSeconds, weightsSha256, run };
}
