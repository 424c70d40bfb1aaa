import { expect, test } from 'vitest';
import type { RunResult } from '../src/runs/result.ts';
import { sweepDisplay } from '../src/sweep/display.ts';
import type { Job } from '../src/sweep/jobs.ts';
import { liveTable } from '../src/sweep/live-table.ts';
import { newState, timeLeft, withFinished, withStarted, withTick } from '../src/sweep/progress-state.ts';
import type { SweepState } from '../src/sweep/progress-state.ts';
import type { JobOutcome } from '../src/sweep/scheduler.ts';
import { jobNames } from '../src/sweep/words.ts';
import { styleFor, textWidth } from '../src/terminal/style.ts';
import { memoryStream } from './fixtures.ts';
import { toy } from './toy-experiment.ts';

const settings = ['0.5', '2'].map((rate) => ({ overrides: { rate }, seeds: [0, 1] }));
const nameOf = jobNames({
  experiment: 'toy',
  preset: 'quick',
  version: { saccade: '1' },
  settings,
  commands: [],
});
const job = (seed: number, setting = 0): Job => ({
  ...{ id: `${seed}/${setting}`, experiment: 'toy', preset: 'quick', seed },
  overrides: settings[setting]!.overrides,
});
const tick = (step: number, seconds: number) => ({ step, totalSteps: 100, seconds, metrics: { weight: 1 } });
const result = { metrics: { hitRate: 0.75, randomHitRate: 0.5 }, steps: 100, wallSeconds: 8.2 };
const done: JobOutcome = {
  status: 'done',
  result: { ...result, weightsSha256: 'abc', run: 'jobs/a' } as unknown as RunResult,
};
const stopped: JobOutcome = { status: 'stopped', reason: 'stopped at its time limit of 5.0 s' };
const facts = { experiment: toy, nameOf, workers: 2, total: 4, done: 1 };
const plain = styleFor(memoryStream());

/** One job done in 10 s, one half way after 4 s of training, one just begun. */
function someState(): SweepState {
  let state = withStarted(withStarted(newState(4, 0), job(0), 0), job(1), 0);
  state = withFinished(state, job(0), done, 10);
  state = withTick(withTick(state, job(1), tick(10, 1)), job(1), tick(50, 4));
  return withStarted(state, job(0, 1), 10);
}

test('nothing is said about time left before anything is known', () => {
  expect(timeLeft(newState(4, 0), 2)).toBeUndefined();
  expect(timeLeft(withStarted(newState(4, 0), job(0), 0), 2)).toBeUndefined();
});

test('time left: a running job goes on at its rate, one that waits takes as long as those before', () => {
  // 4 s of the half-way job, 10 s of the one just begun; the one that waits takes the place of the first.
  expect(timeLeft(someState(), 2)).toBe(14);
  expect(timeLeft(someState(), 3)).toBe(10);
  expect(timeLeft({ ...someState(), total: 103 }, 2)).toBe((4 + 10 + 100 * 10) / 2);
});

test('a job that goes on from a checkpoint took the time of all its parts', () => {
  const state = withTick(withStarted(newState(2, 0), job(0), 100), job(0), tick(60, 30));
  expect(withFinished(state, job(0), done, 120).durations).toEqual([50]);
});

test('jobs that end are counted as what they are', () => {
  const state = withStarted(withStarted(newState(5, 1), job(0), 0), job(1), 0);
  expect(withFinished(state, job(0), done, 1)).toMatchObject({
    done: 2,
    failed: 0,
    running: [{ job: job(1) }],
  });
  expect(withFinished(state, job(1), stopped, 1)).toMatchObject({ done: 1, failed: 1 });
  expect(withFinished(state, job(1), { status: 'interrupted' }, 1)).toMatchObject({ done: 1, failed: 0 });
});

const table = (state: SweepState, columns: number, rows = 24) =>
  liveTable(state, 12, { label: 'toy', nameOf, workers: 2, columns, rows, style: plain });

test('the live table has the sweep in its first line, and a line for each running job', () =>
  expect(table(someState(), 80)).toEqual([
    `toy ${'━'.repeat(9)}${'─'.repeat(15)}  1 of 4 done  14 s left`,
    `  seed 1 rate=0.5 ${'━'.repeat(6)}${'─'.repeat(6)}   50 %  12 s`,
    `  seed 0 rate=2   ${'─'.repeat(12)}    0 %  2.0 s`,
  ]));

test('failures stand in the first line', () => {
  const state = withFinished(withStarted(newState(2, 0), job(0), 0), job(0), stopped, 5);
  expect(table(state, 80)[0]).toContain('0 of 2 done  1 failed  5.0 s left');
});

test('no line of the live table is as wide as the terminal, whatever that is', () => {
  for (let columns = 1; columns < 90; columns++)
    for (const line of table(someState(), columns))
      expect(textWidth(line)).toBeLessThan(Math.max(columns, 2));
});

test('the live table fits into the height of the terminal, and says what it leaves out', () => {
  const state = Array.from({ length: 64 }, (_, seed) => job(seed)).reduce(
    (before, each) => withStarted(before, each, 0),
    newState(64, 0),
  );
  const lines = table(state, 80, 10);
  expect(lines).toHaveLength(8);
  expect(lines.at(-1)).toBe('  and 58 more');
});

test('without a terminal there is a line for each job that ended', () => {
  const stderr = memoryStream();
  const display = sweepDisplay(facts, {}, stderr);
  display.started(job(0));
  display.progress(job(0), tick(50, 1));
  display.finished(job(0), done);
  display.note(job(1, 1), 'a checkpoint was damaged');
  display.finished(job(1, 1), stopped);
  display.finished(job(1), { status: 'interrupted' });
  display.remark('stopping');
  display.end();
  expect(stderr.text().split('\n')).toEqual([
    '2/4 ✓ seed 0 rate=0.5  hit rate 0.75  8.2 s',
    'seed 1 rate=2: a checkpoint was damaged',
    '3/4 ✗ seed 1 rate=2  stopped at its time limit of 5.0 s',
    '3/4 – seed 1 rate=0.5  interrupted, with a checkpoint',
    'stopping',
    '',
  ]);
});

test('on a terminal endings stand above the table, and nothing of the table is left at the end', () => {
  const stderr = memoryStream({ isTTY: true, columns: 80, rows: 24 });
  const display = sweepDisplay(facts, {}, stderr);
  display.started(job(0));
  display.started(job(1));
  display.finished(job(0), done);
  display.end();
  const screen = screenOf(stderr.text());
  expect(screen).toEqual(['✓ seed 0 rate=0.5  hit rate 0.75  8.2 s', '']);
});

test('the table is cleared before others are written in its place: a narrow terminal breaks them', () => {
  const frames: string[] = [];
  const stderr = { isTTY: true, columns: 20, write: (text: string) => frames.push(text) > 0 };
  const display = sweepDisplay(facts, {}, stderr);
  display.started(job(0));
  display.finished(job(0), done);
  display.end();
  expect(frames.map((frame) => frame.slice(0, frame.indexOf('\u001b[J')))).toEqual([
    '\r',
    '\u001b[2A\r',
    '\u001b[1A\r',
  ]);
});

test('with --json each line is an object that names the job', () => {
  const stderr = memoryStream();
  const display = sweepDisplay(facts, { json: true }, stderr);
  for (let step = 1; step <= 100; step++) display.progress(job(0), tick(step, step / 100));
  display.finished(job(0), done);
  display.finished(job(1), stopped);
  display.remark('stopping');
  const lines = stderr
    .text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const about = { job: '0/0', seed: 0, overrides: { rate: '0.5' } };
  expect(lines.slice(0, -2).map(({ step }) => step)).toEqual([1, 26, 51, 76, 100]);
  expect(lines[0]).toEqual({ event: 'progress', ...about, ...tick(1, 0.01) });
  expect(lines.at(-2)).toEqual({
    ...{ event: 'job', ...about, status: 'done', ...result, weightsSha256: 'abc', run: 'jobs/a' },
  });
  expect(lines.at(-1)).toMatchObject({ event: 'job', job: '1/0', ...stopped });
});

test('with --quiet nothing is shown', () => {
  const stderr = memoryStream({ isTTY: true });
  const display = sweepDisplay(facts, { quiet: true }, stderr);
  display.started(job(0));
  display.finished(job(0), stopped);
  display.remark('stopping');
  display.end();
  expect(stderr.text()).toBe('');
});

/** What a terminal shows after a text of lines, `up` and `clear below`. */
function screenOf(text: string): string[] {
  let lines = [''];
  for (const [, up, clear, piece] of text.matchAll(/\u001b\[(\d+)A|(\u001b\[J)|([^\u001b]+)/g)) {
    if (up) lines = lines.slice(0, lines.length - Number(up));
    else if (clear) lines = [...lines.slice(0, -1), ''];
    else if (piece !== '\r') lines = [...lines.slice(0, -1), ...piece!.split('\n')];
  }
  return lines;
}
