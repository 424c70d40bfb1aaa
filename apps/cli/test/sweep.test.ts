import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { acquireLock } from '../src/runs/lock.ts';
import { scratchFolder } from './fixtures.ts';
import { elementsOf } from './markup.ts';
import type { Outcome } from './saccade.ts';
import { inParallel, saccade } from './saccade.ts';

interface JobLine {
  readonly id: string;
  readonly seed: number;
  readonly overrides: Record<string, string>;
  readonly status: string;
  readonly metrics: Record<string, number>;
  readonly weightsSha256: string;
  readonly run: string;
}
interface Sweep {
  readonly experiment: string;
  readonly sweep: string;
  readonly jobs: readonly JobLine[];
  readonly settings: readonly {
    overrides: Record<string, string>;
    metrics: Record<string, { mean: number; low: number; high: number; n: number }>;
  }[];
}

vi.setConfig({ testTimeout: 120_000 });
const cwd = scratchFolder();
const SMALL = ['--preset', 'quick', '--set', 'modelUpdates=100', 'modelBatch=20', 'batch=16'];
const GRID = ['--grid', 'updates=40,60', 'lr=0.01,0.002', '--workers', '2'];
const TWELVE = ['sweep', 'fovea', '--seeds', '0..2', ...SMALL, ...GRID, '--out', 'twelve'];
const parse = ({ stdout }: Outcome) => JSON.parse(stdout) as Sweep;
const results = (folder: string) =>
  readdirSync(join(cwd, folder, 'jobs')).filter((id) =>
    existsSync(join(cwd, folder, 'jobs', id, 'result.json')),
  );

let killed: Outcome;
let doneBefore: readonly string[];
let finished: Outcome;

/** Twelve jobs on two workers, killed with -9 when four are done and two run, then started again. */
beforeAll(async () => {
  killed = await saccade([...TWELVE, '--json'], {
    cwd,
    onStderr: (_, kill) => {
      if (results('twelve').length >= 4) kill('SIGKILL');
    },
  });
  doneBefore = results('twelve');
  finished = await saccade([...TWELVE, '--json'], { cwd });
}, 120_000);

test('a sweep that was killed is in the middle of its jobs, and says nothing more', () => {
  expect({ code: killed.code, stdout: killed.stdout }).toEqual({ code: null, stdout: '' });
  expect(doneBefore.length).toBeGreaterThanOrEqual(4);
  expect(doneBefore.length).toBeLessThan(12);
});

test('started again it has all twelve results, each exactly once, and none was made twice', () => {
  expect(finished.code).toBe(0);
  const { jobs, sweep, experiment } = parse(finished);
  expect({ sweep, experiment }).toEqual({ sweep: 'twelve', experiment: 'fovea' });
  expect(new Set(jobs.map(({ id }) => id)).size).toBe(12);
  expect(jobs.map(({ seed, overrides }) => `${overrides.updates} ${overrides.lr} ${seed}`)).toEqual(
    ['40', '60'].flatMap((updates) =>
      ['0.01', '0.002'].flatMap((lr) => [0, 1, 2].map((s) => `${updates} ${lr} ${s}`)),
    ),
  );
  expect(jobs.every(({ status, run, id }) => status === 'done' && run === join('twelve', 'jobs', id))).toBe(
    true,
  );
  expect(results('twelve').sort()).toEqual(jobs.map(({ id }) => id).sort());
  const ended = [...finished.stderr.matchAll(/^\{"event":"job","job":"(\w+)".*"status":"done"/gm)].map(
    ([, id]) => id!,
  );
  expect(ended.sort()).toEqual(
    jobs
      .map(({ id }) => id)
      .filter((id) => !doneBefore.includes(id))
      .sort(),
  );
});

test('results are those of single runs, to the last bit', async () => {
  const singles = await inParallel(parse(finished).jobs, async ({ seed, overrides, id }) => {
    const sets = Object.entries(overrides).map(([name, value]) => `${name}=${value}`);
    const line = ['train', 'fovea', '--preset', 'quick', '--seed', String(seed), '--set', ...sets];
    const { stdout } = await saccade([...line, '--json', '--out', join('single', id)], { cwd });
    return JSON.parse(stdout) as JobLine;
  });
  const facts = ({ metrics, weightsSha256 }: JobLine) => ({ metrics, weightsSha256 });
  expect(parse(finished).jobs.map(facts)).toEqual(singles.map(facts));
});

test('settings have mean, interval and number of seeds of each metric', () => {
  const { jobs, settings } = parse(finished);
  expect(settings.map(({ overrides }) => [overrides.updates, overrides.lr])).toEqual([
    ['40', '0.01'],
    ['40', '0.002'],
    ['60', '0.01'],
    ['60', '0.002'],
  ]);
  const values = jobs.slice(0, 3).map(({ metrics }) => metrics.meanSaccades!);
  const { mean, low, high, n } = settings[0]!.metrics.meanSaccades!;
  expect(mean).toBeCloseTo(values.reduce((a, b) => a + b) / 3, 12);
  expect(n).toBe(3);
  expect([low, high].every((end) => end >= Math.min(...values) && end <= Math.max(...values))).toBe(true);
  expect(low).toBeLessThan(mean);
});

test('the same command on a finished sweep trains nothing and gives the same object', async () => {
  const again = await saccade([...TWELVE, '--json'], { cwd });
  expect(again).toEqual({ code: 0, stdout: finished.stdout, stderr: '' });
});

test('the report is one well-formed page that asks for nothing, and is written again', async () => {
  const path = join('twelve', 'report.html');
  const page = readFileSync(join(cwd, path), 'utf8');
  expect(elementsOf(page).filter((element) => element.startsWith('svg')).length).toBeGreaterThanOrEqual(8);
  expect(page).not.toMatch(/(src|href)\s*=\s*"(?!data:|#)|url\(|@import|<script/);
  expect(page).toContain(
    'saccade sweep fovea --seeds 0..2 --preset quick --set modelUpdates=100 --set modelBatch=20',
  );
  writeFileSync(join(cwd, path), '');
  const { code, stdout } = await saccade(['report', 'twelve', '--json'], { cwd });
  expect({ code, stdout }).toEqual({ code: 0, stdout: `{"report":"${path}"}\n` });
  expect(readFileSync(join(cwd, path), 'utf8')).toBe(page);
});

test('more seeds are added to a sweep: only these are trained, and without a terminal each has a line', async () => {
  const line = ['sweep', 'fovea', '--seeds', '0..1,7', ...SMALL, '--grid', 'updates=40', '--out', 'more'];
  await saccade([...line.map((word) => (word === '0..1,7' ? '0' : word))], { cwd });
  const { code, stdout, stderr } = await saccade(line, { cwd });
  expect(code).toBe(0);
  expect(
    stderr
      .split('\n')
      .map((text) => text.replace(/ {2}.*/, ''))
      .sort(),
  ).toEqual(
    ['', '1 of 3 jobs are done already', '2/3 ✓ seed', '3/3 ✓ seed'].map(
      (text) => expect.stringContaining(text) as string,
    ),
  );
  expect(stdout).toMatch(/^metric +mean +95 % interval +seeds +target/m);
  expect(stdout).toMatch(/^hit rate +\S+ +\S+ … \S+ +3 +✗ ≥ 0\.98/m);
  expect(stdout).toContain(`report: ${join('more', 'report.html')}`);
  expect(stdout).not.toContain('\u001b');
});

test('results of another version do not count', async () => {
  const path = join(cwd, 'more', 'sweep.json');
  const spec = JSON.parse(readFileSync(path, 'utf8')) as { version: object };
  writeFileSync(path, JSON.stringify({ ...spec, version: { saccade: '0.0.1', commit: 'abc' } }));
  const jobs = join(cwd, 'more', 'jobs');
  const [job] = results('more');
  renameSync(join(jobs, job!), join(jobs, 'of-another-version'));
  const line = ['sweep', 'fovea', '--seeds', '0', ...SMALL, '--grid', 'updates=40', '--out', 'more'];
  const { code, stderr } = await saccade(line, { cwd });
  expect(code).toBe(0);
  expect(stderr.split('\n').slice(0, 2)).toEqual([
    'more was made by saccade 0.0.1, commit abc: results of another version do not count',
    '2 of 3 jobs are done already',
  ]);
  expect(results('more')).toContain(job);
});

test('two processes do not write one sweep', async () => {
  mkdirSync(join(cwd, 'locked'));
  const lock = acquireLock(join(cwd, 'locked'));
  const line = ['sweep', 'fovea', '--seeds', '0', ...SMALL, '--out', 'locked'];
  const { code, stderr } = await saccade(line, { cwd });
  lock.release();
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `saccade: locked is being written by process ${process.pid}; wait until it ends\n`,
  });
});
