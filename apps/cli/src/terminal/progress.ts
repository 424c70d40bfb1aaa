import { formatDuration, formatNumber, metricWords } from './format.ts';
import type { Style, TextStream } from './style.ts';
import { styleFor } from './style.ts';

/** A moment of a run: steps done, seconds since its start, the latest metrics. */
export interface Tick {
  readonly step: number;
  readonly totalSteps: number;
  readonly seconds: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Shows how far a run is; `end` leaves the terminal as it was. */
export interface Progress {
  tick(tick: Tick): void;
  end(): void;
}

/** No progress at all: for pipes and `--quiet`. */
export const silentProgress: Progress = { tick: () => undefined, end: () => undefined };

const BAR_CELLS = 24;
const REDRAW_SECONDS = 0.1;
const RATE_SECONDS = 3;
/** Takes a bar off the terminal. */
export const CLEAR_LINE = '\r\u001b[2K';

/** A bar with rate and time left that redraws itself in place. */
export function barProgress(label: string, stream: TextStream): Progress {
  const style = styleFor(stream);
  let drawnAt = -Infinity;
  let recent: Tick[] = [];
  return {
    tick(tick) {
      recent = [...recent.filter(({ seconds }) => tick.seconds - seconds < RATE_SECONDS), tick];
      if (tick.seconds - drawnAt < REDRAW_SECONDS && tick.step < tick.totalSteps) return;
      drawnAt = tick.seconds;
      stream.write(CLEAR_LINE + barLine(label, tick, rateOf(recent), stream.columns || 80, style));
    },
    end: () => void stream.write(CLEAR_LINE),
  };
}

/** Steps per second over the latest ticks: parts of a training may differ in speed. */
function rateOf(ticks: readonly Tick[]): number {
  const [first, last] = [ticks[0]!, ticks.at(-1)!];
  const [steps, seconds] =
    first === last ? [last.step, last.seconds] : [last.step - first.step, last.seconds - first.seconds];
  return steps / Math.max(seconds, 1e-9);
}

/** The text of a bar at a rate of `rate` steps per second, cut to the width of the terminal. */
export function barLine(label: string, tick: Tick, rate: number, columns: number, style: Style): string {
  const share = tick.totalSteps === 0 ? 1 : Math.min(1, tick.step / tick.totalSteps);
  const cells = Math.max(0, Math.min(BAR_CELLS, columns - label.length - 12));
  const room = Math.max(0, columns - cells - 2);
  const start = label.slice(0, room);
  const end = facts(tick, share, rate).slice(0, Math.max(0, room - start.length - 1));
  return `${start} ${bar(share, cells, style)} ${end}`;
}

/** A bar of `cells` cells, a share of them filled. */
export function bar(share: number, cells: number, style: Style): string {
  const full = Math.round(share * cells);
  return style.accent('━'.repeat(full)) + style.dim('─'.repeat(cells - full));
}

function facts({ step, totalSteps, metrics }: Tick, share: number, rate: number): string {
  const left = rate > 0 ? formatDuration((totalSteps - step) / rate) : '?';
  const figures = Object.entries(metrics).map(
    ([name, value]) => `${metricWords(name)} ${formatNumber(value)}`,
  );
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
  return [percent, `${formatNumber(Math.round(rate))} steps/s`, `${left} left`, ...figures].join('  ');
}

/** Progress as JSON lines, at most `1 / period` of them a second, and always the last. */
export function jsonProgress(stream: TextStream, periodSeconds = 0.25): Progress {
  let writtenAt = -Infinity;
  return {
    tick(tick) {
      if (tick.seconds - writtenAt < periodSeconds && tick.step < tick.totalSteps) return;
      writtenAt = tick.seconds;
      stream.write(`${JSON.stringify({ event: 'progress', ...tick })}\n`);
    },
    end: () => undefined,
  };
}
