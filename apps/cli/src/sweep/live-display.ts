import type { TextStream } from '../terminal/style.ts';
import { styleFor } from '../terminal/style.ts';
import { wrapText } from '../terminal/wrap.ts';
import type { SweepDisplay, SweepFacts } from './display.ts';
import { liveTable } from './live-table.ts';
import type { SweepState } from './progress-state.ts';
import { newState, withFinished, withStarted, withTick } from './progress-state.ts';
import { endingLine } from './words.ts';

const REDRAW_SECONDS = 0.1;
/** A table in which nothing moves would look as if the sweep did not live any more. */
const IDLE_SECONDS = 1;
const CLEAR_BELOW = '\u001b[J';

/** A table that redraws itself in place, below a line for each job that has ended. */
export function liveDisplay(
  facts: SweepFacts,
  stream: TextStream,
  clock = () => performance.now() / 1000,
): SweepDisplay {
  const { experiment, nameOf, workers } = facts;
  const style = styleFor(stream);
  let state = newState(facts.total, facts.done);
  let drawn = { at: -Infinity, lines: 0 };
  const draw = (above?: string) => {
    const now = clock();
    const size = { columns: stream.columns || 80, rows: stream.rows || 24 };
    const ended = above === undefined ? [] : wrapText(above, size.columns);
    const table = liveTable(state, now, { label: experiment.name, nameOf, workers, style, ...size });
    stream.write(replacing(drawn.lines, [...ended, ...table]));
    drawn = { at: now, lines: table.length };
  };
  const change = (next: SweepState, above?: string) => {
    state = next;
    if (above !== undefined || clock() - drawn.at >= REDRAW_SECONDS) draw(above);
  };
  const timer = setInterval(() => draw(), IDLE_SECONDS * 1000).unref();
  return {
    started: (job) => change(withStarted(state, job, clock())),
    progress: (job, tick) => change(withTick(state, job, tick)),
    note: (job, line) => change(state, `${nameOf(job)}: ${line}`),
    finished: (job, outcome) =>
      change(withFinished(state, job, outcome, clock()), endingLine(facts, job, outcome, style)),
    remark: (line) => change(state, line),
    end() {
      clearInterval(timer);
      stream.write(replacing(drawn.lines, []));
    },
  };
}

/** Clears the `count` lines above the cursor, and whatever they were broken into, and writes others in their place. */
function replacing(count: number, lines: readonly string[]): string {
  const up = count > 0 ? `\u001b[${count}A` : '';
  return `${up}\r${CLEAR_BELOW}${lines.map((line) => `${line}\n`).join('')}`;
}
