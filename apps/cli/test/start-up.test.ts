import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createProgram } from '../src/program.ts';
import { scratchFolder } from './fixtures.ts';
import { inParallel, saccade } from './saccade.ts';

/** Files that a command line has loaded: Node writes down all scripts that ran. */
async function loadedFiles(args: readonly string[]): Promise<string[]> {
  const folder = scratchFolder();
  await saccade(args, { env: { NODE_V8_COVERAGE: folder } });
  const reports = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage,
  );
  const urls = reports.flatMap(({ result }) => result.map(({ url }) => url));
  return urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
}

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

const OWN = join(import.meta.dirname, '..', 'dist');
const isLight = (path: string) => path.startsWith(OWN) || /[\\/]node_modules[\\/]commander[\\/]/.test(path);

test('help, version and mistakes load the surface of the command alone: no tfjs, no experiments', async () => {
  const helps = createProgram().commands.map((command) => [command.name(), '--help']);
  const lines = [
    ['--help'],
    ['--version'],
    ['help', 'train'],
    ['trian'],
    ['train'],
    ['train', 'fovea', '--seed', 'x'],
    ...helps,
  ];
  const loaded = await inParallel(lines, loadedFiles);
  for (const [index, files] of loaded.entries()) {
    expect(files.length, lines[index]!.join(' ')).toBeGreaterThan(3);
    expect(files.filter((path) => !isLight(path))).toEqual([]);
    expect(files.filter((path) => path.includes(join('dist', 'commands')))).toEqual([]);
  }
});

test('what is loaded would be seen: a command that lists experiments loads tfjs', async () => {
  const files = await loadedFiles(['list']);
  expect(files.some((path) => path.includes('tfjs-core'))).toBe(true);
});
