// Everything that CI checks: `check-all [check …] [--update] [--tests-from report.json]`. A failing check does not stop the others.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { api } from './api.mjs';
import { changeset } from './changeset.mjs';
import { packAll } from './check.mjs';
import { packageExports } from './exports.mjs';
import { layers } from './layers.mjs';
import { packed } from './packed.mjs';
import { places } from './places.mjs';
import { build, docs, format, lint, typecheck, unused } from './programs.mjs';
import { readme } from './readme.mjs';
import { results } from './results.mjs';
import { rules } from './rules.mjs';
import { size } from './size.mjs';
import { tests } from './tests.mjs';

/** @import { Check, Context, Outcome } from './check.mjs' */
/** @typedef {{ name: string, seconds: number, outcome: Outcome }} Result */

const CHECKS = [
  ...[build, typecheck, lint, format, layers, places, rules, changeset, unused, tests],
  ...[api, size, readme, results, docs, packageExports, packed],
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { update: { type: 'boolean', default: false }, 'tests-from': { type: 'string' } },
});
const chosen = CHECKS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !CHECKS.some((check) => check.name === name));

if (unknown.length > 0) {
  console.error(
    `check-all: no check named ${unknown.join(', ')}; there are: ${CHECKS.map(({ name }) => name).join(', ')}`,
  );
  process.exitCode = 2;
} else {
  const scratch = mkdtempSync(join(tmpdir(), 'saccade-check-'));
  try {
    const results = await runAll(chosen, {
      update: values.update,
      testResults: values['tests-from'],
      scratch,
      pack: once(() => packAll(join(scratch, 'tarballs'))),
    });
    report(results);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {Check[]} checks
 * @param {Context} context
 */
async function runAll(checks, context) {
  /** @type {Result[]} */
  const results = [];
  for (const check of checks) {
    console.log(`\n── ${check.name} ──`);
    const begin = performance.now();
    const outcome = await check.run(context).catch(crashed);
    results.push({ name: check.name, seconds: (performance.now() - begin) / 1000, outcome });
    for (const problem of outcome.problems) console.log(problem);
    console.log(line(results.at(-1)));
  }
  return results;
}

/**
 * @param {unknown} error
 * @returns {Outcome}
 */
function crashed(error) {
  return { problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
}

/** @param {Result[]} results */
function report(results) {
  console.log('\n── all checks ──');
  for (const result of results) console.log(line(result));
  const count = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((sum, { outcome }) => sum + (outcome.tests?.[key] ?? 0), 0);
  const judged = results.filter(({ outcome }) => !outcome.skipped);
  const broken = judged.filter(({ outcome }) => outcome.problems.length > 0);
  const failed = count('failed') + broken.length;
  console.log(`\n${count('passed') + judged.length - broken.length} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** @param {Result | undefined} result */
function line(result) {
  if (!result) return '';
  const { name, seconds, outcome } = result;
  const mark = outcome.skipped ? '–' : outcome.problems.length > 0 ? '✗' : '✓';
  const note = outcome.skipped ? `skipped: ${outcome.skipped}` : (outcome.note ?? '');
  return `${mark} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${note}`.trimEnd();
}

/**
 * @template T
 * @param {() => Promise<T>} make
 */
function once(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => (made ??= make());
}
