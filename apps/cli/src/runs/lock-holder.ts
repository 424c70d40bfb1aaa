import { fstatSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a lock. */
export interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When the process began, as the system counts; tells it from a later one with its number. Absent where unknown. */
  readonly began?: string;
  /** The open file of the lock in that process: closed when the thread that holds it has ended. */
  readonly file: number;
}

/** This thread, as the holder of a lock whose file it has open. */
export function thisThread(file: number): Holder {
  return { host: hostname(), pid: process.pid, began: beginOf(process.pid), file };
}

/** Reads a holder; undefined when the text names none. */
export function parseHolder(text: string): Holder | undefined {
  try {
    const { host, pid, began, file } = JSON.parse(text) as Record<string, unknown>;
    const complete = typeof host === 'string' && isCount(pid) && isCount(file);
    if (!complete || (began !== undefined && typeof began !== 'string')) return undefined;
    return { host, pid, began, file };
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** Whether a holder has certainly ended. Of one on another machine nothing is certain. */
export function isGone({ host, pid, began, file }: Holder, inode: number): boolean {
  if (host !== hostname()) return false;
  if (!isAlive(pid) || beginOf(pid) !== began) return true;
  return pid === process.pid && !isOpen(file, inode);
}

/** `process 71; wait until it ends`, and what to do about one on another machine. */
export function describeHolder({ host, pid }: Holder): string {
  if (host === hostname()) return `process ${pid}; wait until it ends`;
  return `process ${pid} of the machine ${host}; if that has ended, remove its run.lock`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Clock ticks from the start of the system to that of the process: field 22 of Linux's `stat`, which follows the name in
 * brackets. Undefined elsewhere, and for one that is dead but not yet collected by its parent (`Z`).
 */
function beginOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function isOpen(file: number, inode: number): boolean {
  try {
    return fstatSync(file).ino === inode;
  } catch {
    return false;
  }
}
