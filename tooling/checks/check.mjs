// The contract between check-all and its checks.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm } from '../run.mjs';
import { publishedPackages, readWorkspace } from '../workspace.mjs';

/**
 * @import { Package } from '../workspace.mjs'
 *
 * @typedef {object} Outcome
 * @property {string[]} problems Empty when the check passes.
 * @property {{ passed: number, failed: number }} [tests] Counted in the closing line besides the check itself.
 * @property {string} [skipped] Why the check cannot run here.
 * @property {string} [note] What a passing check has to say, in a few words.
 *
 * @typedef {object} Context
 * @property {boolean} update Rewrite the committed reports instead of comparing with them.
 * @property {string} [testResults] JSON report of a test run that has just ended, instead of running the tests again.
 * @property {string} scratch A folder outside the repository for what a check makes; removed at the end.
 * @property {() => Promise<Map<string, string>>} pack Name → tarball of each published package; packed once.
 *
 * @typedef {{ name: string, run(context: Context): Promise<Outcome> }} Check
 */

/**
 * Packs every published package into a new folder.
 * @param {string} folder
 * @returns {Promise<Map<string, string>>}
 */
export async function packAll(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packages = publishedPackages(readWorkspace());
  const { code, output } = await pnpm([
    '--recursive',
    ...packages.map(({ name }) => `--filter=${name}`),
    'pack',
    `--pack-destination=${folder}`,
  ]);
  if (code !== 0) throw new Error(`pnpm pack ended with exit code ${code}\n${output}`);
  const files = readdirSync(folder);
  return new Map(packages.map((each) => [each.name, join(folder, tarballOf(each, files))]));
}

/**
 * Text of a file, undefined when there is none.
 * @param {string} file
 */
export function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {Package} owner
 * @param {string[]} files
 */
function tarballOf({ name, manifest }, files) {
  const expected = `${name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
  if (!files.includes(expected)) throw new Error(`pnpm pack made no ${expected}, only ${files.join(', ')}`);
  return expected;
}
