import { foldIn, integerValues, key } from '@saccade/math';
import type { FSWatcher } from 'node:fs';
import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { RunResult } from '../src/runs/result.ts';
import { scratchFolder } from './fixtures.ts';
import { essence, slicesOf } from './run-parts.ts';
import { inParallel, saccade } from './saccade.ts';

const cwd = scratchFolder();
// Many short slices, so that much of the time goes into checkpoints.
const SMALL = ['modelUpdates=10000', 'modelBatch=4', 'updates=200', 'batch=8'];
const TRAIN = ['train', 'fovea', '--preset', 'quick', '--seed', '11', '--set', ...SMALL];
const OFTEN = ['--checkpoint-every', '1', '--json'];
const RUNS = 4;
const KILLS = 5;
let whole: RunResult;

beforeAll(async () => {
  const { stdout } = await saccade([...TRAIN, '--json', '--out', 'whole'], { cwd });
  whole = JSON.parse(stdout) as RunResult;
}, 60_000);

/** When a process is killed: so long after its first progress, or while it writes its so many-th checkpoint. */
type Moment = { readonly milliseconds: number } | { readonly checkpoint: number };

/** The moments at which a run is killed, one after the other, drawn once and for all. */
function momentsOf(run: number): Moment[] {
  const kRun = foldIn(key(1990), run);
  const times = integerValues(foldIn(kRun, 0), KILLS, 0, 300);
  const checkpoints = integerValues(foldIn(kRun, 1), KILLS, 1, 12);
  return Array.from(times, (milliseconds, index) =>
    index % 2 === 0 ? { milliseconds } : { checkpoint: checkpoints[index]! },
  );
}

/** Runs a command line and kills it at a moment; whether that came before its end. */
async function isKilled(args: readonly string[], run: string, moment: Moment): Promise<boolean> {
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;
  const { code, stderr } = await saccade([...args, ...OFTEN], {
    cwd,
    onStart(_, kill) {
      if ('checkpoint' in moment)
        watcher = onTemporary(join(cwd, run, 'checkpoints'), moment.checkpoint, kill);
    },
    onStderr(_, kill) {
      if ('milliseconds' in moment) timer ??= setTimeout(() => kill('SIGKILL'), moment.milliseconds);
    },
  });
  watcher?.close();
  clearTimeout(timer);
  expect([null, 0], stderr).toContain(code);
  return code === null;
}

/** Kills when the `count`-th temporary file appears: in the midst of its writing. */
function onTemporary(folder: string, count: number, kill: (signal: 'SIGKILL') => void): FSWatcher {
  let seen = 0;
  return watch(folder, (event, name) => {
    if (event !== 'rename' || !name?.endsWith('.tmp') || !existsSync(join(folder, name))) return;
    if (++seen === count) kill('SIGKILL');
  });
}

test('a run killed with -9 at twenty random moments goes on to the bits of one that was not', async () => {
  const names = Array.from({ length: RUNS }, (_, run) => `run${run}`);
  const kills = await inParallel([...names.entries()], async ([index, run]) => {
    let killed = 0;
    for (const [life, moment] of momentsOf(index).entries())
      killed += Number(await isKilled(life === 0 ? [...TRAIN, '--out', run] : ['resume', run], run, moment));
    return killed;
  });
  expect(kills.reduce((sum, each) => sum + each)).toBe(RUNS * KILLS);
  const ends = await inParallel(names, (run) => saccade(['resume', run, '--json'], { cwd }));
  for (const [index, run] of names.entries()) {
    expect(ends[index]!.code, ends[index]!.stderr).toBe(0);
    expect(essence(JSON.parse(ends[index]!.stdout) as RunResult)).toEqual(essence(whole));
    expect(slicesOf(join(cwd, run))).toEqual(slicesOf(join(cwd, 'whole')));
    expect(readdirSync(join(cwd, run)).sort()).toEqual(readdirSync(join(cwd, 'whole')).sort());
    for (const name of readdirSync(join(cwd, run, 'checkpoints')))
      expect(name).toMatch(/^step-\d{9}\.safetensors$/);
  }
}, 180_000);
