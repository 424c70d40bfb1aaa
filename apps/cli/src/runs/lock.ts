import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { FailedError, namingFile } from '../errors.ts';
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
  if (found) removeStale(path);
  const second = tryCreate(path);
  if (!second) throw new FailedError(beingWritten(folder, readLock(path)?.holder));
  return second;
}

function beingWritten(folder: string, holder: Holder | undefined): string {
  return `${folder} is being written by ${holder ? describeHolder(holder) : 'another process; wait until it ends'}`;
}

/** Makes the file unless there is one. It stays open, for reading: the system closes it when the thread ends, in any way. */
function tryCreate(path: string): Lock | undefined {
  const written = openNew(path);
  if (written === undefined) return undefined;
  const file = openSync(path, 'r');
  const release = () => {
    closeSync(file);
    removeIfPossible(path);
  };
  try {
    namingFile(path, () => writeSync(written, `${JSON.stringify(thisThread(file))}\n`));
  } catch (error) {
    release();
    throw error;
  } finally {
    closeSync(written);
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
  readonly stale: boolean;
}

// A file is empty for the moment between its making and its first line.
const NEWBORN_MS = 1000;
// It takes a thousandth of that, unless it was killed.
const GUARD_MS = 5000;

function readLock(path: string): FoundLock | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const holder = parseHolder(text);
    const newborn = text === '' && !isOlderThan(path, NEWBORN_MS);
    return { holder, stale: holder ? isGone(holder, statSync(path).ino) : !newborn };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Takes a stale lock away, if it still is one. Only one process may do that at a time: another's lock could stand there by
 * now.
 */
function removeStale(path: string): void {
  const guard = `${path}.taking`;
  if (isOlderThan(guard, GUARD_MS)) rmSync(guard, { force: true });
  const file = openNew(guard);
  if (file === undefined) return;
  try {
    if (readLock(path)?.stale) rmSync(path, { force: true });
  } finally {
    closeSync(file);
    rmSync(guard, { force: true });
  }
}

function isOlderThan(path: string, milliseconds: number): boolean {
  const { mtimeMs = Infinity } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return Date.now() - mtimeMs > milliseconds;
}
