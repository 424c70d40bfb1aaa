import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { acquireLock, LOCK_FILE } from '../src/runs/lock.ts';
import { scratchFolder } from './fixtures.ts';

// The built file: a thread of Node does not read TypeScript in every version that is supported.
const BUILT = join(import.meta.dirname, '..', 'dist', 'runs', 'lock.js');
const HOLD = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(${JSON.stringify(`file://${BUILT}`)}).then(({ acquireLock }) => {
    for (const folder of workerData) acquireLock(folder);
    parentPort.postMessage('held');
    for (;;);
  });`;

/** A thread that holds the locks of folders and then hangs. */
async function holdingThread(folders: readonly string[]): Promise<Worker> {
  const worker = new Worker(HOLD, { eval: true, workerData: folders });
  await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  return worker;
}

test('threads of one process hold locks of different folders, and one that is terminated holds none', async () => {
  const folder = scratchFolder();
  const [a, b] = ['a', 'b'].map((name) => join(folder, name));
  for (const each of [a!, b!]) mkdirSync(each);
  const [first, second] = await Promise.all([holdingThread([a!]), holdingThread([b!])]);
  for (const each of [a!, b!])
    expect(() => acquireLock(each)).toThrow(`is being written by process ${process.pid}`);
  await first.terminate();
  acquireLock(a!).release();
  expect(() => acquireLock(b!)).toThrow('is being written');
  await second.terminate();
  acquireLock(b!).release();
  expect([a!, b!].map((each) => readdirSync(each))).toEqual([[], []]);
});

const RACE = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(${JSON.stringify(`file://${BUILT}`)}).then(({ acquireLock }) => {
    parentPort.on('message', (folder) => {
      let won = true;
      try { acquireLock(folder); } catch { won = false; }
      parentPort.postMessage(won);
    });
    parentPort.postMessage('ready');
  });`;

test('of many that take over a stale lock at once, one gets it', async () => {
  const workers = Array.from({ length: 6 }, () => new Worker(RACE, { eval: true }));
  const answers = () =>
    Promise.all(workers.map((worker) => once(worker, 'message').then(([answer]) => answer as unknown)));
  await answers();
  for (let round = 0; round < 100; round++) {
    const folder = scratchFolder();
    write(folder, { host: hostname(), pid: 999999999, file: 20 });
    const won = answers();
    for (const worker of workers) worker.postMessage(folder);
    expect((await won).filter(Boolean), `round ${round}`).toHaveLength(1);
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
});

test('a guard that a killed process left does not keep the lock for ever', () => {
  const folder = scratchFolder();
  write(folder, { host: hostname(), pid: 999999999, file: 20 });
  writeFileSync(join(folder, `${LOCK_FILE}.taking`), '');
  expect(() => acquireLock(folder)).toThrow('is being written');
  utimesSync(join(folder, `${LOCK_FILE}.taking`), 0, 0);
  acquireLock(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

const write = (folder: string, holder: object) =>
  writeFileSync(join(folder, LOCK_FILE), JSON.stringify(holder));

test.runIf(process.platform === 'linux')(
  'a later process with the number of a dead one does not hold its lock',
  () => {
    const folder = scratchFolder();
    const lock = acquireLock(folder);
    const holder = JSON.parse(readFileSync(join(folder, LOCK_FILE), 'utf8')) as Record<string, unknown>;
    lock.release();
    expect(holder).toMatchObject({
      host: hostname(),
      pid: process.pid,
      began: expect.stringMatching(/^\d+$/) as string,
    });
    write(folder, { ...holder, pid: process.ppid, began: '1' });
    acquireLock(folder).release();
  },
);

test('of a process on another machine nothing is certain', () => {
  const folder = scratchFolder();
  write(folder, { host: 'elsewhere', pid: 71, file: 20 });
  expect(() => acquireLock(folder)).toThrow(
    `${folder} is being written by process 71 of the machine elsewhere; if that has ended, remove its run.lock`,
  );
});

test('a lock in the moment of its making is held', () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, LOCK_FILE), '');
  expect(() => acquireLock(folder)).toThrow('is being written by another process');
});
