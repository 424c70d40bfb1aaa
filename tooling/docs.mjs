// `pnpm docs:build`, `pnpm docs:dev`: builds the packages that the site runs, makes the reference, then builds or serves the site.
// What `pnpm build` makes does not hold the site: the command line must not wait for it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { digest, readStamp, withLock, writeStamp } from './freshness.mjs';
import { run } from './run.mjs';
import { findPackages, isInside, listFiles, ROOT } from './workspace.mjs';

/** @import { RunOptions, RunResult } from './run.mjs' */

const APP = join(ROOT, 'apps', 'docs');
const CACHE = join(ROOT, 'node_modules', '.cache', 'saccade');
/** The packages that pages run, and the command line, which makes the tables of results. */
const NEEDED = ['--filter=@saccade/docs^...', '--filter=@saccade/cli'];
const STAMP = join(CACHE, 'docs.json');

/** The site as plain files. */
export const SITE = join(APP, '.vitepress', 'dist');

/**
 * Builds the site, unless nothing has changed since it was built.
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export async function buildDocs(options = {}) {
  const packages = await build(NEEDED, options);
  if (packages.code !== 0) return packages;
  return withLock(join(CACHE, 'docs.lock'), async () => {
    const inputs = fingerprint();
    const last = readStamp(STAMP);
    if (last?.inputs === inputs && last.outputs === digest(ROOT, listFiles(SITE)))
      return { code: 0, output: '' };
    const built = await run('node', [join(APP, 'scripts', 'build.mjs')], options);
    if (built.code === 0) writeStamp(STAMP, { inputs, outputs: digest(ROOT, listFiles(SITE)) });
    return built;
  });
}

/** Everything that the site is made from. */
function fingerprint() {
  const left = [join('pages', 'reference'), 'test'].map((folder) => join(APP, folder));
  const own = listFiles(APP).filter((file) => !left.some((folder) => isInside(file, folder)));
  const settings = ['config.ts', join('theme', 'index.ts')].map((file) => join(APP, '.vitepress', file));
  const packages = findPackages().filter(({ folder }) => folder !== APP);
  const read = packages.flatMap(({ folder }) =>
    ['dist', 'src', 'results'].flatMap((each) => listFiles(join(folder, each))),
  );
  return digest(ROOT, [join(ROOT, 'pnpm-lock.yaml'), ...own, ...settings, ...read]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what] = process.argv.slice(2);
  if (what === 'build') process.exitCode = (await buildDocs({ output: 'show' })).code;
  else if (what === 'dev') process.exitCode = await serve();
  else {
    console.error('docs: say build or dev');
    process.exitCode = 2;
  }
}

async function serve() {
  const { code } = await build(NEEDED, { output: 'show' });
  return code || (await run('node', [join(APP, 'scripts', 'dev.mjs')], { output: 'show' })).code;
}
