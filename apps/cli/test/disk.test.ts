// Disks that are full, read-only or gone: one clear line, and the last good checkpoint stays.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readLatestCheckpoint } from '../src/runs/checkpoints.ts';
import { scratchFolder } from './fixtures.ts';
import { snapshot } from './run-parts.ts';
import type { Outcome } from './saccade.ts';
import { saccade } from './saccade.ts';

const cwd = scratchFolder();
const LONG = ['--preset', 'quick', '--set', 'modelUpdates=100000', 'modelBatch=4'];
const SAVED = ['--checkpoint-every', '1', '--json'];

const disk = join(cwd, 'disk');
mkdirSync(disk);
const mounted = mount('-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', disk);
if (!mounted)
  console.warn('tests of full and read-only disks are skipped: only root can mount a small tmpfs for them');
afterAll(() => void spawnSync('umount', [disk]));

function mount(...args: string[]): boolean {
  return process.platform === 'linux' && spawnSync('mount', args, { stdio: 'ignore' }).status === 0;
}

/** Refused for as long as a file is being written. */
function makeReadOnly(): void {
  for (let tries = 0; tries < 200 && !mount('-o', 'remount,ro', disk); tries++);
}

/** Trains without end, and calls `spoil` once after the first slices. */
function trainUntil(args: readonly string[], spoil: () => void): Promise<Outcome> {
  let lines = 0;
  return saccade([...args, ...SAVED], {
    cwd,
    onStderr(text) {
      lines += text.split('"progress"').length - 1;
      if (lines >= 3) {
        lines = -Infinity;
        spoil();
      }
    },
  });
}

const lastLine = ({ stderr }: Outcome) => stderr.trimEnd().split('\n').at(-1);

/** Fills the disk to its last byte. */
function fill(): void {
  try {
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(2 ** 20));
  } catch {
    return;
  }
}

test.runIf(mounted)(
  'a disk that fills up ends the run with its last good checkpoint; with room again it goes on',
  async () => {
    const full = await trainUntil(['train', 'fovea', ...LONG, '--out', 'disk/run'], fill);
    expect(full).toMatchObject({ code: 1, stdout: '' });
    expect(lastLine(full)).toMatch(
      /^saccade: cannot write disk\/run\/\S+: no space left on the disk; the last good checkpoint is disk\/run\/checkpoints\/step-\d+\.safetensors$/,
    );
    const { step } = readLatestCheckpoint(join(disk, 'run', 'checkpoints'))!.stamp;
    expect(lastLine(full)).toContain(String(step).padStart(9, '0'));
    const left = readdirSync(join(disk, 'run'), { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => /tmp|lock/.test(name))).toEqual([]);
    rmSync(join(disk, 'ballast'));
    let interrupted = false;
    const on = await saccade(['resume', 'disk/run', '--json'], {
      cwd,
      onStderr(text, kill) {
        if (text.includes('"progress"') && !interrupted) kill('SIGINT');
        interrupted ||= text.includes('"progress"');
      },
    });
    expect(on.code).toBe(130);
    expect(Number(/at step (\d+)/.exec(lastLine(on)!)![1])).toBeGreaterThan(step);
  },
);

test.runIf(mounted)('a full disk from the start gives one line, for train and for resume', async () => {
  fill();
  const before = snapshot(join(disk, 'run'));
  const outcomes = [
    await saccade(['train', 'fovea', ...LONG, '--out', 'disk/other'], { cwd }),
    await saccade(['resume', 'disk/run'], { cwd }),
  ];
  for (const { code, stderr } of outcomes) {
    expect(code).toBe(1);
    expect(stderr).toMatch(/^saccade: cannot \w+ disk\/\S+: no space left on the disk[^\n]*\n$/);
  }
  expect(snapshot(join(disk, 'run'))).toEqual(before);
  rmSync(join(disk, 'ballast'));
});

test.runIf(mounted)('a disk that is made read-only ends the run, and reading it still works', async () => {
  const outcome = await trainUntil(['resume', 'disk/run'], makeReadOnly);
  expect(outcome).toMatchObject({ code: 1, stdout: '' });
  expect(lastLine(outcome)).toMatch(
    /^saccade: cannot \w+ disk\/run\/\S+: the file system is read-only; the last good checkpoint is \S+$/,
  );
  const [resumed, judged] = await Promise.all([
    saccade(['resume', 'disk/run'], { cwd }),
    saccade(['eval', 'disk/run', '--episodes', '50', '--json'], { cwd }),
  ]);
  expect(resumed).toMatchObject({ code: 1, stdout: '' });
  expect(resumed.stderr).toMatch(
    /^saccade: cannot open disk\/run\/run\.lock\S*: the file system is read-only\n$/,
  );
  expect(judged).toMatchObject({ code: 0, stderr: '' });
});

test('a folder that is removed under a run ends it with one line', async () => {
  const outcome = await trainUntil(['train', 'fovea', ...LONG, '--out', 'gone'], () => {
    renameSync(join(cwd, 'gone'), join(cwd, 'moved'));
  });
  expect(outcome).toMatchObject({ code: 1, stdout: '' });
  expect(lastLine(outcome)).toMatch(/^saccade: cannot \w+ gone\/\S+: no such file or folder; /);
  expect(readdirSync(cwd)).not.toContain('gone');
  const { path, checkpoint, stamp } = readLatestCheckpoint(join(cwd, 'moved', 'checkpoints'))!;
  expect(stamp.step).toBeGreaterThan(0);
  expect(Object.keys(checkpoint.tensors).length, path).toBeGreaterThan(0);
});
