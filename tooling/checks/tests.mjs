// Every test of the repository: Node, Chromium, command line, tools.
import { join } from 'node:path';
import { run } from '../run.mjs';
import { readIfThere } from './check.mjs';

/** @type {import('./check.mjs').Check} */
export const tests = {
  name: 'tests',
  async run({ testResults, scratch }) {
    const earlier = testResults && readIfThere(testResults);
    if (earlier) return judgeReport(earlier);
    const report = join(scratch, 'tests.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await run('vitest', ['run', ...reporters], { output: 'show' });
    return judgeReport(readIfThere(report), code);
  },
};

/**
 * @param {string | undefined} text - vitest's JSON report
 * @param {number} [code] - exit code of vitest
 * @returns {import('./check.mjs').Outcome}
 */
export function judgeReport(text, code = 0) {
  if (!text) return { problems: ['vitest ended without a report'] };
  const { success, numPassedTests: passed, numFailedTests: failed, testResults } = JSON.parse(text);
  const broken = testResults
    .filter((/** @type {{ status: string }} */ { status }) => status === 'failed')
    .map((/** @type {{ name: string }} */ { name }) => `${name} failed`);
  const silent = success && code === 0 ? [] : ['vitest failed outside its tests; see its output above'];
  return {
    problems: broken.length > 0 ? broken : silent,
    tests: { passed, failed },
    note: `${passed} tests passed`,
  };
}
