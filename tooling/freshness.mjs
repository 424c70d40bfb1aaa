// Whether a build is still good, told from sizes and times of files alone: a few milliseconds where turbo needs a second.
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isInside, listFiles } from './workspace.mjs';

/**
 * @import { Package } from './workspace.mjs'
 * @typedef {{ inputs: string, outputs: string }} Fingerprint Digests over what a build reads and what it writes.
 */

const SHARED_INPUTS = ['pnpm-lock.yaml', 'turbo.json', 'tooling/tsconfig/base.json'];

/**
 * @param {string} root
 * @param {Package[]} packages
 * @returns {Fingerprint}
 */
export function fingerprint(root, packages) {
  const inputs = SHARED_INPUTS.map((path) => join(root, path));
  const outputs = [];
  for (const { folder } of packages) {
    const generated = ['src', 'assembly'].map((each) => join(folder, each, 'generated'));
    const read = ['src', 'assembly', 'scripts'].flatMap((each) => listFiles(join(folder, each)));
    inputs.push(join(folder, 'package.json'), join(folder, 'tsconfig.build.json'));
    inputs.push(...read.filter((file) => !generated.some((made) => isInside(file, made))));
    outputs.push(...[...generated, join(folder, 'dist')].flatMap((each) => listFiles(each)));
  }
  return { inputs: digest(root, inputs), outputs: digest(root, outputs) };
}

/**
 * Where the fingerprint of the last good build is kept.
 * @param {string} root
 */
export function stampFile(root) {
  return join(root, 'node_modules', '.cache', 'saccade', 'build.json');
}

/**
 * @param {string} file
 * @returns {Fingerprint | undefined}
 */
export function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {Fingerprint} stamp
 */
export function writeStamp(file, stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(stamp));
}

/**
 * Runs `action` while no other process does; the lock of a process that died is taken over.
 * @template T
 * @param {string} lock
 * @param {() => Promise<T>} action
 */
export async function withLock(lock, action) {
  mkdirSync(dirname(lock), { recursive: true });
  while (!tryLock(lock)) await sleep(100);
  try {
    return await action();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * The lock appears with its content in one step, so that nobody reads it half written.
 * @param {string} lock
 */
function tryLock(lock) {
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, lock);
    return true;
  } catch {
    if (!isAlive(lock)) rmSync(lock, { force: true });
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** @param {string} lock */
function isAlive(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH';
  }
}

/**
 * @param {string} root
 * @param {string[]} files
 */
export function digest(root, files) {
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(`${relative(root, file)} ${describe(file)}\n`);
  return hash.digest('hex');
}

/** @param {string} file */
function describe(file) {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeMs}` : 'missing';
}
