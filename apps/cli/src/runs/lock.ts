import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { FailedError } from '../errors.ts';
import type { Holder } from './lock-holder.ts';
import { describeHolder, isGone, parseHolder, thisThread } from './lock-holder.ts';

/** Name of the file that says who writes into a run folder. */
export const LOCK_FILE = 'run.lock';

/** The right to write into a run folder; `release` gives it back. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock of a run folder: one writer at a time, be it a process or a thread. The lock of one that is gone, killed
 * or terminated, is taken over: nothing needs to be given back at an exit.
 * @throws {@link FailedError} naming who holds it.
 */
export function acquireLock(folder: string): Lock {
  const path = join(folder, LOCK_FILE);
  const lock = tryCreate(path);
  if (lock) return lock;
  const found = readLock(path);
  if (found && !found.stale) throw new FailedError(beingWritten(folder, found.holder));
  if (found) removeStale(path, found.inode);
  const second = tryCreate(path);
  if (!second) throw new FailedError(beingWritten(folder, readLock(path)?.holder));
  return second;
}

function beingWritten(folder: string, holder: Holder | undefined): string {
  return `${folder} is being written by ${holder ? describeHolder(holder) : 'another process; wait until it ends'}`;
}

/** Makes the file unless there is one. It stays open: the system closes it when the thread ends, however it ends. */
function tryCreate(path: string): Lock | undefined {
  const file = openNew(path);
  if (file === undefined) return undefined;
  const release = () => {
    closeSync(file);
    removeIfPossible(path);
  };
  try {
    writeSync(file, `${JSON.stringify(thisThread(file))}\n`);
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

/** A lock that stays, on a disk gone read-only, is stale: its file is closed. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}

function openNew(path: string): number | undefined {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

/** A lock as it was found. */
interface FoundLock {
  readonly holder: Holder | undefined;
  readonly inode: number;
  readonly stale: boolean;
}

// A file is empty for the moment between its making and its first line.
const NEWBORN_MS = 1000;

function readLock(path: string): FoundLock | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const { ino: inode, mtimeMs } = statSync(path);
    const holder = parseHolder(text);
    const newborn = text === '' && Date.now() - mtimeMs < NEWBORN_MS;
    return { holder, inode, stale: holder ? isGone(holder, inode) : !newborn };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Takes a stale lock away by renaming it, which only one of several can do. Who then finds another file in his hands,
 * because one was quicker, puts it back.
 */
function removeStale(path: string, inode: number): void {
  const mine = `${path}.${process.pid}-${threadId}`;
  try {
    renameSync(path, mine);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (statSync(mine).ino === inode) rmSync(mine);
  else renameSync(mine, path);
}
