import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { scratchFolder } from './fixtures.ts';
import { saccade } from './saccade.ts';

interface Sweep {
  readonly jobs: readonly {
    run: string;
    weightsSha256: string;

    seed: number;
    overrides: Record<string, string>;
    status: string;
    reason?: string;
  }[];
  readonly settings: readonly { metrics: Record<string, { n: number }> }[];
}

vi.setConfig({ testTimeout: 120_000 });
const cwd = scratchFolder();
const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(cwd, ...path), 'utf8'));
const SMALL = ['--preset', 'quick', '--set', 'modelUpdates=100', 'updates=20', 'batch=4'];
/** With `modelBatch=10000` one slice of training takes more than a minute, without a moment for messages. */
const HANGING = [...SMALL, 'modelSteps=100', 'modelHidden=4096'];

test('a job that hangs is stopped at its limit and reported, the others finish', async () => {
  const line = ['sweep', 'fovea', '--seeds', '0..1', ...HANGING, '--grid', 'modelBatch=10000,10'];
  const flags = ['--workers', '2', '--time-limit', '20', '--json', '--out', 'hang'];
  const { code, stdout, stderr } = await saccade([...line, ...flags], { cwd });
  expect(code).toBe(1);
  const { jobs, settings } = JSON.parse(stdout) as Sweep;
  expect(jobs.map(({ status }) => status)).toEqual(['stopped', 'stopped', 'done', 'done']);
  expect(settings.map(({ metrics }) => metrics.hitRate?.n)).toEqual([undefined, 2]);
  const said = stderr.split('\n').filter((text) => text.startsWith('saccade: '));
  expect(said).toEqual([
    expect.stringMatching(
      /^saccade: 2 of 4 jobs have no result; to try them again: saccade sweep fovea .*--out hang$/,
    ),
    'saccade: seed 0 modelBatch=10000: stopped at its time limit of 20 s',
    'saccade: seed 1 modelBatch=10000: stopped at its time limit of 20 s',
  ]);
  expect(readJson(jobs[0]!.run, 'failure.json')).toMatchObject({ status: 'stopped' });
  expect(readFileSync(join(cwd, 'hang', 'report.html'), 'utf8')).toContain(
    'stopped at its time limit of 20 s',
  );
});

test('a setting that diverges is reported, the others finish', async () => {
  const wild = [...SMALL, 'optimiser=sgd', 'lr=100', 'steps=40', 'carry=1', 'clip=1000000'];
  const line = ['sweep', 'fovea', '--seeds', '3', ...wild, '--grid', 'initScale=10,0.1'];
  const { code, stdout, stderr } = await saccade([...line, '--out', 'diverge'], { cwd });
  expect(code).toBe(1);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toContainEqual(expect.stringMatching(/^\d\/2 ✗ seed 3 initScale=10 {2}.*(?:NaN|diverged)/));
  expect(lines).toContainEqual(expect.stringMatching(/^\d\/2 ✓ seed 3 initScale=0\.1 {2}hit rate/));
  expect(lines.at(-1)).toMatch(/^saccade: seed 3 initScale=10: .*(?:NaN|diverged)/);
  expect(stdout).toMatch(/^hit rate\n {2}initScale=10 +– +– +0\n {2}initScale=0\.1 +\S+ +– +1 +✗ ≥ 0\.98$/m);
});

test('a job that is tried again takes over from its thread that was ended', async () => {
  const line = ['sweep', 'fovea', '--seeds', '0', ...HANGING, 'modelBatch=10000'];
  const { code, stderr } = await saccade([...line, '--time-limit', '4', '--retries', '1', '--out', 'again'], {
    cwd,
  });
  expect(code).toBe(1);
  const [first, last] = stderr.split('\n');
  expect(first).toBe('seed 0: stopped at its time limit of 4.0 s; trying again, 1 of 1');
  expect(last).toBe('1/1 ✗ seed 0  stopped at its time limit of 4.0 s');
});

/** A sweep of two jobs that is sent a signal when both have trained for some steps. */
async function interrupted(signal: NodeJS.Signals) {
  const line = [
    'sweep',
    'fovea',
    '--seeds',
    '0..1',
    '--preset',
    'quick',
    '--set',
    'modelUpdates=600',
    'updates=20',
    '--workers',
    '2',
  ];
  const seen = new Set<string>();
  const outcome = await saccade([...line, '--json', '--out', signal], {
    cwd,
    onStderr(text, kill) {
      const before = seen.size;
      for (const [, seed] of text.matchAll(/"progress".*?"seed":(\d)/g)) seen.add(seed!);
      if (seen.size > before && seen.size === 2) kill(signal);
    },
  });
  return { ...outcome, line };
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the running jobs with a checkpoint, exits 130 and says how to go on',
  async (signal) => {
    const { code, stdout, stderr, line } = await interrupted(signal);
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `saccade: interrupted with 0 of 2 jobs done; go on with: saccade ${line.join(' ').replace(' updates', ' --set updates')} --out ${signal}`,
    );
    const jobs = readdirSync(join(cwd, signal, 'jobs'));
    expect(jobs).toHaveLength(2);
    for (const job of jobs) {
      const files = readdirSync(join(cwd, signal, 'jobs', job));
      expect(files).not.toContain('result.json');
      expect(files).not.toContain('run.lock');
      expect(readdirSync(join(cwd, signal, 'jobs', job, 'checkpoints')).length).toBeGreaterThan(0);
    }
    expect(readdirSync(join(cwd, signal))).not.toContain('run.lock');
  },
);

test('jobs that were interrupted go on from their checkpoints, to the bits of single runs', async () => {
  // The folder that SIGINT left.
  const line = ['--preset', 'quick', '--set', 'modelUpdates=600', 'updates=20'];
  const { code, stdout } = await saccade(
    ['sweep', 'fovea', '--seeds', '0..1', ...line, '--workers', '2', '--json', '--out', 'SIGINT'],
    { cwd },
  );
  expect(code).toBe(0);
  const { jobs } = JSON.parse(stdout) as Sweep;
  for (const { seed, run, weightsSha256 } of jobs) {
    const { resumed } = readJson(run, 'environment.json') as { resumed: readonly { step: number }[] };
    expect(resumed.map(({ step }) => step > 0)).toEqual([true]);
    const single = await saccade(
      ['train', 'fovea', ...line, '--seed', String(seed), '--json', '--out', `s${seed}`],
      {
        cwd,
      },
    );
    expect((JSON.parse(single.stdout) as { weightsSha256: string }).weightsSha256).toBe(weightsSha256);
  }
});
