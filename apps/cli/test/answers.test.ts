import { experiments } from '@saccade/experiments';
import { expect, test } from 'vitest';
import { createProgram } from '../src/program.ts';
import { saccade } from './saccade.ts';

test('list --json gives experiments with papers, presets and options', async () => {
  const { code, stdout } = await saccade(['list', '--json']);
  expect(code).toBe(0);
  const { experiments: listed } = JSON.parse(stdout) as { experiments: Record<string, unknown>[] };
  expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining(['fovea', 'fovea-goals']));
  for (const experiment of listed) {
    expect(Object.keys(experiment)).toEqual([
      'name',
      'title',
      'paper',
      'reproduces',
      'deviations',
      'options',
      'presets',
      'metrics',
      'targets',
    ]);
    const [quick, usual, paper, ...more] = Object.keys(experiment.presets as object);
    expect([quick, usual, paper]).toEqual(['quick', 'default', 'paper']);
    expect(more.filter((preset) => preset !== 'modern')).toEqual([]);
    for (const option of Object.values(experiment.options as object))
      expect(option).toMatchObject({
        doc: expect.any(String) as string,
        default: expect.anything() as unknown,
      });
  }
});

test('list shows every experiment in a line, with presets and paper', async () => {
  const { stdout } = await saccade(['list']);
  const lines = stdout.split('\n').filter((line) => /^[a-z]/.test(line));
  expect(lines).toHaveLength(1 + experiments.length + 1);
  expect(stdout).toMatch(
    /^fovea +quick, default, paper +A fovea finds its target \(Schmidhuber & Huber 1991, /m,
  );
  expect(lines.at(-1)).toBe('saccade list <experiment> shows its options.');
});

test('list shows one experiment on request', async () => {
  const { stdout } = await saccade(['list', 'fovea']);
  expect(stdout).toMatch(/^fovea {2}/);
  expect(stdout).not.toContain('fovea-goals');
  expect(stdout).toMatch(/^lr +[\d.]+ +0\.1 +learning rate of C \(0\.\.1e\+38 rate\)$/m);
  expect(stdout).toMatch(/^option +default +quick +paper +what it is$/m);
});

test('doctor --json says what this machine has', async () => {
  const { code, stdout } = await saccade(['doctor', '--json']);
  expect(code).toBe(0);
  const { ok, runtime, findings } = JSON.parse(stdout) as {
    ok: boolean;
    runtime: object;
    findings: { name: string; ok: boolean; advice?: string }[];
  };
  expect(ok).toBe(true);
  expect(runtime).toMatchObject({
    backend: 'wasm',
    simd: true,
    host: 'node',
    hostVersion: process.versions.node,
  });
  const names = findings.map(({ name }) => name);
  expect(names).toEqual(['node', 'saccade', 'tfjs', 'backend', 'SIMD', 'kernels', 'mnist', 'chromium']);
  expect(findings.find(({ name }) => name === 'mnist')!.ok).toBe(true);
  for (const finding of findings) expect(finding.ok).toBe(finding.advice === undefined);
});

test('doctor says what to do about what is missing', async () => {
  const { code, stdout } = await saccade(['doctor'], { env: { PATH: '/nowhere', CHROMIUM_PATH: '' } });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^– chromium .*apt-get install chromium/m);
});

test('the help names every command, and the version stands alone', async () => {
  const [help, version] = await Promise.all([saccade(['--help']), saccade(['--version'])]);
  for (const command of createProgram().commands)
    expect(help.stdout).toMatch(new RegExp(`^ {2}${command.name()}( |$)`, 'm'));
  expect(version).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    stderr: '',
  });
});
