// The checks that are one program each: it passes when the program ends with 0, and shows what the program printed when not.
import { build as buildPackages } from '../build.mjs';
import { buildDocs } from '../docs.mjs';
import { run, turbo } from '../run.mjs';

/** @import { Check } from './check.mjs' */
/** @import { RunResult } from '../run.mjs' */

/** @type {Check} */
export const build = program('build', () => buildPackages());

/** @type {Check} */
export const typecheck = program('typecheck', async () => {
  const packages = await turbo(['typecheck', '--output-logs=errors-only', '--continue=always']);
  const tools = await run('tsc', ['-p', 'tsconfig.json']);
  return { code: packages.code || tools.code, output: packages.output + tools.output };
});

/** @type {Check} */
export const lint = program('lint', () => run('eslint', ['.', '--max-warnings', '0']));

/** @type {Check} */
export const format = program('format', () => run('prettier', ['--check', '.', '--log-level', 'warn']));

/** @type {Check} */
export const unused = program('unused', () => run('knip', ['--no-progress', '--no-config-hints']));

/** Ends with a failure where a link is dead. */
export const docs = program('docs', () => buildDocs({ output: 'capture' }));

/**
 * @param {string} name
 * @param {() => Promise<RunResult>} start
 * @returns {Check}
 */
function program(name, start) {
  return {
    name,
    async run() {
      const { code, output } = await start();
      return { problems: code === 0 ? [] : [output.trimEnd()] };
    },
  };
}
