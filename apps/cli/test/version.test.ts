import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceCommit } from '../src/version.ts';
import { scratchFolder } from './fixtures.ts';

/** A repository with a source file, a text and results, all committed. */
function repository(): string {
  const folder = scratchFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  mkdirSync(join(folder, 'packages', 'experiments', 'results'), { recursive: true });
  mkdirSync(join(folder, 'apps'));
  for (const path of [SOURCE, TEXT, RESULTS]) writeFileSync(join(folder, path), 'old');
  git('init');
  git('add', '.');
  git('commit', '-m', 'first');
  return folder;
}

const SOURCE = join('apps', 'main.ts');
const TEXT = join('apps', 'README.md');
const RESULTS = join('packages', 'experiments', 'results', 'fovea.json');

test('the commit says that source files differ from it, seen from any folder', () => {
  const folder = repository();
  const commit = sourceCommit(folder);
  expect(commit).toMatch(/^[0-9a-f]{12}$/);
  writeFileSync(join(folder, SOURCE), 'new');
  for (const place of ['.', 'apps', 'packages'])
    expect(sourceCommit(join(folder, place))).toBe(`${commit}+changes`);
});

test('results and texts may differ from the commit: they are not what computes', () => {
  const folder = repository();
  const commit = sourceCommit(folder);
  for (const path of [TEXT, RESULTS, 'untracked.ts']) writeFileSync(join(folder, path), 'new');
  expect(sourceCommit(join(folder, 'apps'))).toBe(commit);
});

test('outside of git there is no commit', () => expect(sourceCommit(scratchFolder())).toBeUndefined());
