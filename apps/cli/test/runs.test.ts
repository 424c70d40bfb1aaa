import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../src/errors.ts';
import { writeAtomic } from '../src/runs/atomic-write.ts';
import { createRunFolder, defaultFolder, openRunFolder } from '../src/runs/folder.ts';
import { acquireLock, LOCK_FILE } from '../src/runs/lock.ts';
import { appendMetrics, readMetrics } from '../src/runs/metrics-log.ts';
import { scratchFolder } from './fixtures.ts';

const record = {
  experiment: 'fovea',
  seed: 1,
  preset: 'quick',
  overrides: { lr: '0.1' },
  options: { lr: 0.1 },
} as const;

test('an atomic write replaces the file and leaves nothing else', () => {
  const folder = scratchFolder();
  const path = join(folder, 'a.json');
  writeAtomic(path, 'old');
  writeAtomic(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('a write that fails leaves the old content and no temporary file', () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'taken', 'inside'), { recursive: true });
  expect(() => writeAtomic(join(folder, 'taken'), 'new')).toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('a folder has one writer at a time', () => {
  const folder = scratchFolder();
  const lock = acquireLock(folder);
  expect(() => acquireLock(folder)).toThrow(`is being written by process ${process.pid}`);
  lock.release();
  acquireLock(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

const GONE = JSON.stringify({ host: hostname(), pid: 999999999, file: 20 });

test.each([GONE, '', 'x'])('the lock of a writer that is gone is taken over: %j', (content) => {
  const folder = scratchFolder();
  writeFileSync(join(folder, LOCK_FILE), content);
  utimesSync(join(folder, LOCK_FILE), 0, 0);
  acquireLock(folder).release();
});

test('a run that was made can be opened', () => {
  const folder = join(scratchFolder(), 'a', 'b');
  createRunFolder(folder, record).lock.release();
  expect(openRunFolder(folder).record).toEqual(record);
});

test('a folder with content is refused and left alone', () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'thesis.txt'), 'mine');
  expect(() => createRunFolder(folder, record)).toThrow(UsageError);
  expect(readdirSync(folder)).toEqual(['thesis.txt']);
});

test('a folder that is no run is refused, with the nearest that are', () => {
  const place = scratchFolder();
  createRunFolder(join(place, 'fovea-s1'), record).lock.release();
  expect(() => openRunFolder(join(place, 'fovea-s2'))).toThrow(`did you mean ${join(place, 'fovea-s1')}?`);
  expect(() => openRunFolder(place)).toThrow('it has no options.json');
});

test.each(['', '{', 'null', '[]', '{"experiment":"fovea"}'])(
  'options.json with %j describes no run',
  (text) => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'options.json'), text);
    expect(() => openRunFolder(folder)).toThrow('does not describe a run');
  },
);

test('metrics survive a torn last line', () => {
  const path = join(scratchFolder(), 'metrics.jsonl');
  expect(readMetrics(path)).toEqual([]);
  const lines = [1, 2].map((step) => ({ step, seconds: step / 10, metrics: { loss: 1 / step } }));
  for (const line of lines) appendMetrics(path, line);
  writeFileSync(path, '{"step":3,"seconds":0.3,"metr', { flag: 'a' });
  expect(readMetrics(path)).toEqual(lines);
});

test('default folders tell experiment, seed and time', () => {
  expect(defaultFolder('fovea', 3, new Date(2025, 0, 31, 9, 30, 5))).toBe(
    join('runs', 'fovea-s3-20250131-093005'),
  );
});
