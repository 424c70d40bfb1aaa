import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkspace, ROOT } from '../../workspace.mjs';
import { layerProblems } from '../layers.mjs';

const problems = layerProblems(readWorkspace(join(ROOT, 'tooling', 'fixtures', 'violations')));

test('a source that imports upwards is named with its file and the way out', () => {
  expect(problems).toContainEqual(
    expect.stringMatching(
      /^packages\/tasks\/src\/index\.ts: @saccade\/tasks \(layer 2\) must not import @saccade\/attention \(layer 4\)\..*Move what both need into a lower layer/,
    ),
  );
});

test('a dependency that the table does not allow is named with its package.json', () => {
  expect(problems).toContainEqual(
    expect.stringMatching(
      /^packages\/math\/package\.json: @saccade\/math \(layer 1\) must not import @saccade\/tasks/,
    ),
  );
});

test('an import that package.json does not declare is named, of our packages and of others', () => {
  expect(problems).toContainEqual(
    expect.stringContaining("'@saccade/tasks' is not among the dependencies of @saccade/attention"),
  );
  expect(problems).toContainEqual(
    expect.stringContaining("'fast-check' is not among the dependencies of @saccade/attention"),
  );
});

test('a cycle of dependencies is shown', () => {
  expect(problems).toContainEqual(
    'package.json files form a cycle: @saccade/math → @saccade/tasks → @saccade/math.',
  );
});

test('a table that points upwards or at the same layer is refused', () => {
  const layers = {
    '@saccade/a': { layer: 1, imports: ['@saccade/b'] },
    '@saccade/b': { layer: 1, imports: [] },
  };
  expect(layerProblems({ root: ROOT, packages: [], layers })).toEqual([
    'tooling/layers.json lets @saccade/a import @saccade/b, which is not in a lower layer.',
  ]);
});

test('a package without a layer is refused', () => {
  const workspace = readWorkspace(join(ROOT, 'tooling', 'fixtures', 'violations'));
  expect(layerProblems({ ...workspace, layers: {} })).toContain(
    '@saccade/math is not in tooling/layers.json. Add it with its layer and its imports.',
  );
});
