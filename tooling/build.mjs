// Builds packages: `node tooling/build.mjs [turbo flags]`. Removes outputs whose source is gone, then lets turbo build what changed.
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './freshness.mjs';
import { turbo } from './run.mjs';
import { findPackages, listFiles, ROOT } from './workspace.mjs';

/** @import { RunOptions } from './run.mjs' */

const LOCK = join(ROOT, 'node_modules', '.cache', 'saccade', 'build.lock');

/**
 * One build at a time: turbo would keep in its cache what another build has half written.
 * @param {string[]} [flags] - more flags for turbo, such as `--filter=@saccade/cli`
 * @param {RunOptions} [options]
 */
export async function build(flags = [], options = {}) {
  return withLock(LOCK, () => {
    for (const { folder } of findPackages()) removeOrphans(folder);
    return turbo(['build', '--output-logs=errors-only', ...flags], options);
  });
}

/**
 * Deletes the files of `dist` that no file of `src` makes any more; they would be published otherwise.
 * @param {string} folder - of the package
 */
export function removeOrphans(folder) {
  const sources = new Set(
    listFiles(join(folder, 'src')).map((file) => withoutExtension(relative(join(folder, 'src'), file))),
  );
  for (const file of listFiles(join(folder, 'dist')))
    if (!sources.has(withoutExtension(relative(join(folder, 'dist'), file)))) rmSync(file);
}

/** @param {string} file */
function withoutExtension(file) {
  return file.replace(/(\.d)?\.(ts|js|mjs)(\.map)?$|\.json$/, '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { code } = await build(process.argv.slice(2), { output: 'show' });
  process.exitCode = code;
}
