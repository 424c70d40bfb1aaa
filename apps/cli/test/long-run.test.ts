// Runs that are long, and runs that come to a bad end.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunResult } from '../src/runs/result.ts';
import { scratchFolder } from './fixtures.ts';
import { saccade } from './saccade.ts';

const cwd = scratchFolder();

/** What a process uses at a moment. */
interface Usage {
  /** Steps of training made so far. */
  readonly step: number;
  /** Resident memory, MB. */
  readonly memory: number;
  readonly openFiles: number;
}

function usageOf(pid: number, step: number): Usage {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return { step, memory: Number(kilobytes) / 1024, openFiles: readdirSync(`/proc/${pid}/fd`).length };
}

test.runIf(process.platform === 'linux')(
  'a run of 100,000 steps keeps its memory and its open files',
  async () => {
    const usages: Usage[] = [];
    let pid = 0;
    const settings = ['modelUpdates=100000', 'modelBatch=1', 'updates=20', 'batch=1'];
    const { code, stdout } = await saccade(
      [
        'train',
        'fovea',
        '--preset',
        'quick',
        '--set',
        ...settings,
        '--checkpoint-every',
        '5',
        '--json',
        '--out',
        'long',
      ],
      {
        cwd,
        onStart: (started) => (pid = started),
        onStderr(text) {
          const [, step] = /"step":(\d+)(?!.*"step")/s.exec(text) ?? [];
          if (step !== undefined && Number(step) < 100_000) usages.push(usageOf(pid, Number(step)));
        },
      },
    );
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as RunResult).steps).toBe(100_020);
    const settled = usages.filter(({ step }) => step >= 20_000);
    expect(settled.length).toBeGreaterThanOrEqual(4);
    const [early, late] = [settled.slice(0, settled.length >> 1), settled.slice(settled.length >> 1)];
    const least = (some: readonly Usage[]) => Math.min(...some.map(({ memory }) => memory));
    // Garbage comes and goes: what stays is the least. A leak of one tensor a step would add 40 MB at the least.
    expect(least(late)).toBeLessThan(least(early) + 15);
    expect(new Set(settled.map(({ openFiles }) => openFiles)).size).toBeLessThanOrEqual(2);
    expect(readdirSync(join(cwd, 'long', 'checkpoints')).length).toBeLessThanOrEqual(4);
  },
  180_000,
);

test('an absurd learning rate ends the run with the step, the tensor and the last good checkpoint', async () => {
  const settings = ['modelUpdates=100', 'modelBatch=4', 'updates=100', 'batch=4', 'lr=1e38', 'clip=1000000'];
  const { code, stdout, stderr } = await saccade(
    [
      'train',
      'fovea',
      '--preset',
      'quick',
      '--set',
      ...settings,
      '--checkpoint-every',
      '1',
      '--out',
      'absurd',
    ],
    { cwd },
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /^saccade: the training diverged at step 1\d\d: .*the tensor controller\.\S+ is not finite; a smaller learning rate may help; the last good checkpoint is absurd\/checkpoints\/step-000000100\.safetensors\n$/,
  );
  const { code: judged } = await saccade(['eval', 'absurd', '--episodes', '50'], { cwd });
  expect(judged).toBe(0);
});
