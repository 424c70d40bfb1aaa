import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FailedError } from '../errors.ts';

/** Name of the file that says who writes into a run folder. */
export const LOCK_FILE = 'run.lock';

/** The right to write into a run folder; `release` gives it back. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock of a run folder: one writer at a time. The lock of a process that is gone is taken over.
 * It is also given back when the process exits by itself.
 * @throws {@link FailedError} naming the process that holds it.
 */
export function acquireLock(folder: string): Lock {
  const path = join(folder, LOCK_FILE);
  if (!tryCreate(path)) {
    const holder = readHolder(path);
    if (holder !== undefined && isAlive(holder))
      throw new FailedError(`${folder} is being written by process ${holder}; wait until it ends`);
    rmSync(path, { force: true });
    if (!tryCreate(path)) throw new FailedError(`${folder} is being written by another process`);
  }
  const release = () => {
    process.off('exit', release);
    rmSync(path, { force: true });
  };
  process.on('exit', release);
  return { release };
}

function tryCreate(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
