import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { acquireLock } from '../src/runs/lock.ts';
import { scratchFolder } from './fixtures.ts';
import { elementsOf } from './markup.ts';
import type { Outcome } from './saccade.ts';
import { saccade } from './saccade.ts';

interface Result {
  readonly metrics: Record<string, number>;
  readonly weightsSha256: string;
  readonly run: string;
}

interface Evaluated extends Result {
  readonly intervals: Record<string, { low: number; high: number }>;
}

const cwd = scratchFolder();
const QUICK = ['train', 'fovea', '--preset', 'quick', '--seed', '7'];
let first: Outcome;
let second: Outcome;

beforeAll(async () => {
  [first, second] = await Promise.all([
    saccade([...QUICK, '--json', '--out', 'first'], { cwd }),
    saccade([...QUICK, '--out', 'second'], { cwd }),
  ]);
}, 60_000);

const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(cwd, ...path), 'utf8'));

test('train --json prints exactly one object on stdout', () => {
  expect(first.code).toBe(0);
  expect(first.stdout.trimEnd()).not.toContain('\n');
  const result = JSON.parse(first.stdout) as Result;
  expect(Object.keys(result).sort()).toEqual([
    'experiment',
    'metrics',
    'options',
    'run',
    'seed',
    'steps',
    'wallSeconds',
    'weightsSha256',
  ]);
  expect(result).toMatchObject({ experiment: 'fovea', seed: 7, run: 'first' });
  expect(result.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(result.metrics.hitRate).toBeGreaterThanOrEqual(0);
  expect(result).toEqual(readJson('first', 'result.json'));
});

test('progress is JSON lines on stderr, the last one at the last step', () => {
  const lines = first.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number>);
  expect(lines.every((line) => Object.keys(line).join() === 'event,step,totalSteps,seconds,metrics')).toBe(
    true,
  );
  expect(lines.at(-1)!.step).toBe(lines.at(-1)!.totalSteps);
});

test('the same command twice gives the same weights and metrics', () => {
  const [a, b] = ['first', 'second'].map((run) => readJson(run, 'result.json') as Result);
  expect(a!.weightsSha256).toBe(b!.weightsSha256);
  expect(a!.metrics).toEqual(b!.metrics);
});

test('a run folder is complete and unlocked', () => {
  expect(readdirSync(join(cwd, 'first')).sort()).toEqual([
    'checkpoints',
    'environment.json',
    'metrics.jsonl',
    'options.json',
    'report.html',
    'result.json',
  ]);
  expect(readJson('first', 'options.json')).toMatchObject({
    experiment: 'fovea',
    seed: 7,
    preset: 'quick',
    overrides: {},
  });
  expect(readJson('first', 'environment.json')).toMatchObject({
    node: process.versions.node,
    tfjs: '4.22.0',
    command: 'saccade train fovea --seed 7 --preset quick',
  });
  expect(readdirSync(join(cwd, 'first', 'checkpoints')).length).toBeGreaterThan(0);
});

test('for people there is a table of metrics beside targets and baselines, without colours in a pipe', () => {
  expect(second).toMatchObject({ code: 0, stderr: '' });
  expect(second.stdout).toMatch(/^metric +trained +target +random/m);
  expect(second.stdout).toMatch(/^hit rate +\S+ +[✓✗] ≥ 0\.98/m);
  expect(second.stdout).toContain(`report: ${join('second', 'report.html')}`);
  expect(second.stdout).not.toContain('\u001b');
});

test('the report is one well-formed page that asks for nothing', () => {
  const page = readFileSync(join(cwd, 'first', 'report.html'), 'utf8');
  const elements = elementsOf(page).map((element) => element.split(' ')[0]);
  expect(
    elements.filter((name) => ['script', 'iframe', 'object', 'embed', 'img', 'link'].includes(name!)),
  ).toEqual(['link']);
  expect(elements.filter((name) => name === 'svg').length).toBeGreaterThan(3);
  expect(page).not.toMatch(/(src|href)\s*=\s*"(?!data:|#)|url\(|@import/);
  expect(page).toContain('saccade train fovea --seed 7 --preset quick');
});

test('report writes the same page again', async () => {
  const before = readFileSync(join(cwd, 'first', 'report.html'), 'utf8');
  writeFileSync(join(cwd, 'first', 'report.html'), '');
  const { code, stdout } = await saccade(['report', 'first', '--json'], { cwd });
  expect({ code, stdout }).toEqual({ code: 0, stdout: `{"report":"${join('first', 'report.html')}"}\n` });
  expect(readFileSync(join(cwd, 'first', 'report.html'), 'utf8')).toBe(before);
});

test('eval gives means with intervals, the same every time, and others on another seed', async () => {
  const [once, again, other] = await Promise.all([
    saccade(['eval', 'first', '--json'], { cwd }),
    saccade(['eval', 'first', '--json', '--seed', '7'], { cwd }),
    saccade(['eval', 'first', '--json', '--seed', '8', '--episodes', '200'], { cwd }),
  ]);
  const { weightsSha256, metrics: trained } = readJson('first', 'result.json') as Result;
  const { metrics, intervals, ...rest } = JSON.parse(once.stdout) as Evaluated;
  expect(rest).toMatchObject({ weightsSha256, episodes: 1000, seed: 7, run: 'first' });
  expect(JSON.parse(again.stdout)).toMatchObject({ metrics, intervals });
  expect(Object.keys(intervals)).toEqual(Object.keys(trained));
  for (const [name, { low, high }] of Object.entries(intervals)) {
    expect(low).toBeLessThanOrEqual(metrics[name]!);
    expect(high).toBeGreaterThanOrEqual(metrics[name]!);
    expect(Math.abs(trained[name]! - metrics[name]!)).toBeLessThanOrEqual(2 * (high - low));
  }
  expect(JSON.parse(other.stdout)).toMatchObject({ seed: 8, episodes: 200, intervals: {} });
  expect((JSON.parse(other.stdout) as Result).metrics).not.toEqual(metrics);
});

test('eval shows the interval beside the figure', async () => {
  const { stdout } = await saccade(['eval', 'first', '--episodes', '500'], { cwd });
  expect(stdout).toMatch(/^metric +trained +95 % interval +target +random/m);
  expect(stdout).toMatch(/^hit rate +\S+ +\S+ … \S+ +[✓✗] ≥ 0\.98/m);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s finishes the step, writes a checkpoint and exits 130',
  async (signal) => {
    let sent = false;
    const { code, stdout, stderr } = await saccade(['train', 'fovea', '--json', '--out', signal], {
      cwd,
      onStderr(text, kill) {
        if (!sent && text.includes('"progress"')) kill(signal);
        sent ||= text.includes('"progress"');
      },
    });
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    const [, step] = /^saccade: interrupted at step (\d+) of \d+; the checkpoint is /m.exec(stderr)!;
    expect(
      readdirSync(join(cwd, signal, 'checkpoints')).map((name) => Number(/\d+/.exec(name)![0])),
    ).toContain(Number(step));
    expect(existsSync(join(cwd, signal, 'result.json'))).toBe(false);
    expect(existsSync(join(cwd, signal, 'run.lock'))).toBe(false);
  },
);

test('a run that another process writes is left alone', async () => {
  mkdirSync(join(cwd, 'locked'));
  const lock = acquireLock(join(cwd, 'locked'));
  const { code, stderr } = await saccade([...QUICK, '--out', 'locked'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toBe(`saccade: locked is being written by process ${process.pid}; wait until it ends\n`);
  lock.release();
});

test.runIf(process.platform === 'linux')(
  'a place that cannot be written gives one line and exit code 1',
  async () => {
    const { code, stderr } = await saccade([...QUICK, '--out', '/proc/saccade/run'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^saccade: cannot mkdir \/proc\/saccade.*\n$/);
  },
);

test('a checkpoint that cannot be read gives one line and exit code 1', async () => {
  const [name] = readdirSync(join(cwd, 'second', 'checkpoints'));
  const path = join('second', 'checkpoints', name!);
  writeFileSync(join(cwd, path), readFileSync(join(cwd, path)).subarray(0, 40));
  const { code, stderr } = await saccade(['eval', 'second'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^saccade: cannot read ${path}: .*\n$`));
});
