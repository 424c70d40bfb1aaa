import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { RunResult } from '../src/runs/result.ts';
import { scratchFolder } from './fixtures.ts';
import { essence, slicesOf } from './run-parts.ts';
import { saccade } from './saccade.ts';

const cwd = scratchFolder();
const TRAIN = [
  'train',
  'fovea',
  '--preset',
  'quick',
  '--seed',
  '7',
  '--set',
  'modelUpdates=800',
  'updates=60',
];
let whole: RunResult;

beforeAll(async () => {
  whole = JSON.parse((await saccade([...TRAIN, '--json', '--out', 'whole'], { cwd })).stdout) as RunResult;
}, 60_000);

const slices = (run: string) => slicesOf(join(cwd, run));

/** Trains, and stops after the slice at which `step` is reached. */
async function stopped(run: string, step: number): Promise<void> {
  let sent = false;
  const { code } = await saccade([...TRAIN, '--json', '--out', run], {
    cwd,
    onStderr(text, kill) {
      if (sent || !text.includes('"progress"')) return;
      sent = Number(/"step":(\d+)/.exec(text)![1]) >= step;
      if (sent) kill('SIGINT');
    },
  });
  expect(code).toBe(130);
}

test('an interrupted run goes on to the result of one that was not, however often it is stopped', async () => {
  await stopped('stopped', 0);
  const { code, stdout, stderr } = await saccade(['resume', 'stopped', '--json'], { cwd });
  expect({ code, last: stderr.trimEnd().split('\n').at(-1) }).toMatchObject({ code: 0 });
  expect(essence(JSON.parse(stdout) as RunResult)).toEqual(essence(whole));
  expect(slices('stopped')).toEqual(slices('whole'));
  expect(readdirSync(join(cwd, 'stopped'))).toEqual(readdirSync(join(cwd, 'whole')));
});

test('a finished run says so, prints its result and stays as it is', async () => {
  const before = readFileSync(join(cwd, 'whole', 'metrics.jsonl'), 'utf8');
  const [json, words] = await Promise.all([
    saccade(['resume', 'whole', '--json'], { cwd }),
    saccade(['resume', 'whole'], { cwd }),
  ]);
  expect(json).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(json.stdout)).toEqual(whole);
  expect(words).toMatchObject({ code: 0, stderr: 'whole has finished; nothing is left to train\n' });
  expect(words.stdout).toMatch(/^hit rate /m);
  expect(readFileSync(join(cwd, 'whole', 'metrics.jsonl'), 'utf8')).toBe(before);
});

test('a run that was killed after its training is evaluated', async () => {
  cpSync(join(cwd, 'whole'), join(cwd, 'judged'), { recursive: true });
  for (const name of ['result.json', 'report.html']) rmSync(join(cwd, 'judged', name));
  const { code, stdout } = await saccade(['resume', 'judged', '--json'], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ ...whole, run: 'judged' });
  expect(readdirSync(join(cwd, 'judged'))).toEqual(readdirSync(join(cwd, 'whole')));
});

test('a run that was killed before its first checkpoint begins again', async () => {
  mkdirSync(join(cwd, 'begun'));
  cpSync(join(cwd, 'whole', 'options.json'), join(cwd, 'begun', 'options.json'));
  writeFileSync(
    join(cwd, 'begun', 'metrics.jsonl'),
    '{"step":100,"seconds":1,"metrics":{"modelLoss":1}}\n{"st',
  );
  writeFileSync(join(cwd, 'begun', '.environment.json.71.tmp'), '{"sacc');
  const { code, stdout } = await saccade(['resume', 'begun', '--json'], { cwd });
  expect(code).toBe(0);
  expect(essence(JSON.parse(stdout) as RunResult)).toEqual(essence(whole));
  expect(slices('begun')).toEqual(slices('whole'));
  expect(readdirSync(join(cwd, 'begun'))).toEqual(readdirSync(join(cwd, 'whole')));
});
