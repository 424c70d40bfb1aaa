import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { namingFile } from '../errors.ts';

/**
 * Replaces a file so that a reader, or a machine that loses power, finds either the old content or the new one, whole:
 * temporary file beside it, fsync, rename, fsync of the folder.
 * @throws the system's error (disk full, read-only, …); the temporary file is then removed and the old file intact.
 */
export function writeAtomic(path: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    namingFile(path, () => writeSynced(temporary, bytes));
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w');
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the rename itself durable. Windows cannot open folders, and needs no such call. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Whether a name is that of a file that {@link writeAtomic} was writing. */
export function isTemporary(name: string): boolean {
  return /^\..+\.\d+\.tmp$/.test(name);
}

/** Removes what writers that were killed have left in a folder. */
export function removeTemporaries(folder: string): void {
  for (const name of readdirSync(folder).filter(isTemporary)) rmSync(join(folder, name), { force: true });
}

/** {@link writeAtomic} of a value as indented JSON. */
export function writeJson(path: string, value: unknown): void {
  writeAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}
