import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { removeOrphans } from '../../build.mjs';
import { fingerprint, readStamp, withLock, writeStamp } from '../../freshness.mjs';

/**
 * A new folder with these files in it.
 * @param {string[]} files
 */
function folderOf(...files) {
  const root = mkdtempSync(join(tmpdir(), 'saccade-freshness-'));
  for (const file of files) write(join(root, file), 'text');
  return root;
}

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** @param {string} root */
function takeFingerprint(root) {
  const folder = join(root, 'packages', 'a');
  return fingerprint(root, [{ name: 'a', folder, manifest: { name: 'a', version: '0.0.0' } }]);
}

test('an edit, a new file, a deleted file and a new lockfile make the inputs stale', () => {
  const root = folderOf('packages/a/src/index.ts', 'packages/a/src/old.ts', 'packages/a/dist/index.js');
  const seen = [takeFingerprint(root).inputs];
  write(join(root, 'packages/a/src/index.ts'), 'longer text');
  seen.push(takeFingerprint(root).inputs);
  utimesSync(join(root, 'packages/a/src/index.ts'), 1, 1);
  seen.push(takeFingerprint(root).inputs);
  write(join(root, 'packages/a/src/new.ts'), 'text');
  seen.push(takeFingerprint(root).inputs);
  rmSync(join(root, 'packages/a/src/old.ts'));
  seen.push(takeFingerprint(root).inputs);
  write(join(root, 'pnpm-lock.yaml'), 'text');
  seen.push(takeFingerprint(root).inputs);
  expect(new Set(seen).size).toBe(seen.length);
});

test('tests and readmes do not make a build stale; generated files and dist are outputs', () => {
  const root = folderOf('packages/a/src/index.ts');
  const before = takeFingerprint(root);
  for (const file of ['test/a.test.ts', 'README.md', 'src/generated/wasm.ts', 'dist/index.js'])
    write(join(root, 'packages/a', file), 'text');
  expect(takeFingerprint(root).inputs).toBe(before.inputs);
  expect(takeFingerprint(root).outputs).not.toBe(before.outputs);
});

test('a stamp is read as it was written; a missing or broken one is undefined', () => {
  const file = join(folderOf(), 'cache', 'build.json');
  expect(readStamp(file)).toBeUndefined();
  writeStamp(file, { inputs: 'a', outputs: 'b' });
  expect(readStamp(file)).toEqual({ inputs: 'a', outputs: 'b' });
  writeFileSync(file, '{');
  expect(readStamp(file)).toBeUndefined();
});

test('two builds do not overlap, and the lock is gone afterwards', async () => {
  const lock = join(folderOf(), 'lock');
  /** @type {string[]} */
  const order = [];
  const work = (/** @type {string} */ name) =>
    withLock(lock, async () => {
      order.push(`${name} begins`);
      await sleep(20);
      order.push(`${name} ends`);
    });
  await Promise.all([work('a'), work('b')]);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(existsSync(lock)).toBe(false);
});

test('the lock of a process that died is taken over', async () => {
  const lock = join(folderOf(), 'lock');
  writeFileSync(lock, '4194305');
  await withLock(lock, async () => undefined);
  expect(existsSync(lock)).toBe(false);
});

test('outputs without a source are removed, the others stay', () => {
  const kept = ['index.js', 'index.js.map', 'index.d.ts', 'index.d.ts.map', 'deep/data.json'];
  const root = folderOf(
    'src/index.ts',
    'src/deep/data.json',
    'dist/gone.js',
    'dist/gone.d.ts.map',
    'dist/deep/gone.js',
    ...kept.map((file) => `dist/${file}`),
  );
  removeOrphans(root);
  expect(kept.filter((file) => existsSync(join(root, 'dist', file)))).toEqual(kept);
  expect(
    ['gone.js', 'gone.d.ts.map', 'deep/gone.js'].filter((file) => existsSync(join(root, 'dist', file))),
  ).toEqual([]);
});
