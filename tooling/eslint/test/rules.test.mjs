import { ESLint } from 'eslint';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../workspace.mjs';
import { saccade } from '../index.mjs';

const FIXTURE = join(ROOT, 'tooling', 'fixtures', 'violations');
const eslint = new ESLint({
  cwd: FIXTURE,
  overrideConfigFile: true,
  overrideConfig: saccade({ root: FIXTURE }),
});

/**
 * Messages for `code` as if it stood in `path` of the fixture.
 * @param {string} code
 * @param {string} [path]
 */
async function messages(code, path = 'packages/tasks/src/example.ts') {
  const [result] = await eslint.lintText(code, { filePath: join(FIXTURE, path) });
  return result?.messages.map(({ message }) => message);
}

test('an import of a higher layer is explained: what, why, and what to do instead', async () => {
  const [result] = await eslint.lintFiles(['packages/tasks/src/index.ts']);
  expect(result?.messages).toMatchObject([
    {
      ruleId: 'saccade/layers',
      line: 2,
      message:
        '@saccade/tasks (layer 2) must not import @saccade/attention (layer 4). Imports go downwards only, so that a layer can be ' +
        'understood and changed without reading the ones above. Move what both need into a lower layer, or take it as an argument. ' +
        '@saccade/tasks may import: @saccade/math (tooling/layers.json).',
    },
  ]);
});

test.each([
  [
    'a package of the same layer',
    `import { cell } from '@saccade/lstm';`,
    'Packages of one layer do not import each other',
  ],
  [
    'an unknown package',
    `import { x } from '@saccade/maths';`,
    '@saccade/maths is not in tooling/layers.json. Is the name right?',
  ],
  [
    'a file of a package',
    `import { x } from '@saccade/math/src/index.ts';`,
    'reaches into the files of @saccade/math',
  ],
  [
    'a file outside',
    `import { x } from '../../math/src/index.ts';`,
    'leaves @saccade/tasks and reaches into @saccade/math',
  ],
  [
    'a tool',
    `import { x } from '../../../tooling/x.mjs';`,
    'leaves @saccade/tasks and reaches into tooling/x.mjs',
  ],
  ['the testing subpath', `import { one } from '@saccade/math/testing';`, 'it needs the test runner'],
  [
    'the package itself',
    `import { seen } from '@saccade/tasks';`,
    'Import the file that has it, by its relative path.',
  ],
])('a source must not import %s', async (_, code, message) => {
  expect(await messages(`${code}\n`)).toContainEqual(expect.stringContaining(message));
});

test('every form of import is seen', async () => {
  for (const code of [
    `export { look } from '@saccade/attention';`,
    `export type { Look } from '@saccade/attention';`,
    `export const look = import('@saccade/attention');`,
    `export type Look = import('@saccade/attention').Look;`,
  ])
    expect(await messages(`${code}\n`)).toContainEqual(
      expect.stringContaining('must not import @saccade/attention'),
    );
});

test('what the table and the exports allow passes, in sources and in tests', async () => {
  expect(await messages(`export { one } from '@saccade/math';\n`)).toEqual([]);
  const code = `export { one } from '@saccade/math/testing';\nexport { findChromium } from '../../../tooling/chromium.mjs';\n`;
  expect(await messages(code, 'packages/tasks/test/example.test.ts')).toEqual([]);
});

test.each([
  ['Math.random()', 'Take a `key`, `split` it'],
  ['crypto.randomUUID()', 'Take a `key`, `split` it'],
  ['Date.now()', 'Packages have no clock'],
  ['new Date()', 'Packages have no clock'],
  ['performance.now()', 'Packages have no clock'],
  ['globalThis.performance.now()', 'Packages have no clock'],
  ['Math.exp(1)', "Use its counterpart from '@saccade/math/portable'"],
  [`Math['tanh'](1)`, 'Math.tanh differs in the last bit between engines'],
  ['Math[name](1)', 'Math.[…] differs in the last bit between engines'],
  ['name ** 2', 'Multiply (`x * x`)'],
  ['2 ** name', 'Multiply (`x * x`)'],
])('a package must not compute %s', async (expression, message) => {
  const code = `const name = 'exp';\nexport const value = [name, ${expression}];\n`;
  expect(await messages(code)).toEqual([expect.stringContaining(message)]);
});

test('taking Math apart does not hide what it computes', async () => {
  expect(await messages(`const { exp, floor } = Math;\nexport { exp, floor };\n`)).toEqual([
    expect.stringContaining('Math.exp differs'),
  ]);
});

test('exact operations, powers of two and names of our own pass', async () => {
  const code = `
    const Date = { now: () => 0 };
    export const exact = [Math.sqrt(2), Math.floor(Math.PI), 2 ** 32, 2 ** -23, Date.now()];
  `;
  expect(await messages(code)).toEqual([]);
});

test('apps may read clocks and disks; packages may not', async () => {
  const code = `import { readFileSync } from 'node:fs';\nexport const now = [Date.now(), readFileSync];\n`;
  expect(await messages(code, 'apps/cli/src/example.ts')).toEqual([]);
  expect(await messages(code)).toEqual([
    expect.stringContaining('let apps/cli read them from disk'),
    expect.stringContaining('Packages have no clock'),
  ]);
});

test('tfjs is imported by packages/math only', async () => {
  const code = `import { sin } from '@tensorflow/tfjs-core';\nexport const tensor = sin;\n`;
  expect(await messages(code)).toEqual([expect.stringContaining('the only door to tfjs')]);
  expect(await messages(code, 'packages/math/src/example.ts')).toEqual([]);
});

test.each([
  ['export default 1;', 'A default export has another name in every file'],
  ['const a = 1;\nexport { a as default };', 'A default export has another name in every file'],
  [`export * from './other.ts';`, 'List the names'],
  ['export const a: any = 1;', 'Unexpected any'],
  [`export function long() {\n${'  count();\n'.repeat(60)}}`, 'Maximum allowed is 60'],
  [`export const a = [\n${'  1,\n'.repeat(400)}];`, 'Maximum allowed is 400'],
])('%.30s… is reported', async (code, message) => {
  expect(await messages(`${code}\n`)).toEqual([expect.stringContaining(message)]);
});
