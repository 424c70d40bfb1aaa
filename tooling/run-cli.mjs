// `pnpm saccade …` in the repository: builds what is missing or stale, then is the command line. Nothing but the command's own
// output reaches stdout; a build is silent unless it fails.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fingerprint, readStamp, stampFile, writeStamp } from './freshness.mjs';
import { findPackages, ROOT, withDependencies } from './workspace.mjs';

const CLI = '@saccade/cli';
const ENTRY = join(ROOT, 'apps', 'cli', 'dist', 'main.js');

const packages = findPackages();
const needed = packages.filter(({ name }) => name === CLI).flatMap((cli) => withDependencies(cli, packages));
const stamp = stampFile(ROOT);

if (!isFresh()) await buildAndStamp();
if (process.exitCode !== 1) {
  process.argv.splice(1, 1, ENTRY);
  await import(pathToFileURL(ENTRY).href);
}

function isFresh() {
  const last = readStamp(stamp);
  const now = fingerprint(ROOT, needed);
  return last?.inputs === now.inputs && last.outputs === now.outputs;
}

async function buildAndStamp() {
  const { build } = await import('./build.mjs');
  const { inputs } = fingerprint(ROOT, needed);
  if (process.stderr.isTTY) process.stderr.write('building …\r');
  const { code, output } = await build([`--filter=${CLI}`]);
  if (code === 0) return writeStamp(stamp, { inputs, outputs: fingerprint(ROOT, needed).outputs });
  process.stderr.write(output);
  process.exitCode = 1;
}
