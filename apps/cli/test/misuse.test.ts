import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from './fixtures.ts';
import { inParallel, saccade } from './saccade.ts';

const STACK = /\n\s+at |node:internal|file:\/\//;

/** Each command line with what its one line on stderr must say. */
const MISUSES: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['trian', 'fovea'], /^saccade: unknown command 'trian' \(Did you mean train\?\); saccade --help/],
  [['train'], /^saccade: missing required argument 'experiment'; saccade train --help shows the usage$/m],
  [
    ['train', 'nonsense'],
    /^saccade: unknown experiment nonsense; there are: flip-flop, flag-maze, .*, fovea, fovea-goals, /,
  ],
  [['train', 'foveaa'], /^saccade: unknown experiment foveaa, did you mean fovea/],
  [['train', 'fovea', 'fovea'], /^saccade: too many arguments for 'train'/],
  [['train', 'fovea', '--sed', '1'], /^saccade: unknown option '--sed' \(Did you mean .*--seed/],
  [['train', 'fovea', '--seed'], /^saccade: option '--seed <n>' argument missing/],
  [
    ['train', 'fovea', '--seed', 'abc'],
    /^saccade: --seed must be an integer from 0 to 4294967295, got abc$/m,
  ],
  [['train', 'fovea', '--seed=-1'], /^saccade: --seed must be an integer from 0 to 4294967295, got -1$/m],
  [
    ['train', 'fovea', '--preset', 'fast'],
    /^saccade: --preset must be one of quick, default, paper, modern, got fast/,
  ],
  [['train', 'fovea', '--set', 'lr'], /^saccade: --set must be key=value, got lr; for instance/],
  [['train', 'fovea', '--set', 'lr=1', '--set', 'lr=2'], /^saccade: --set lr is given twice: 1 and 2$/m],
  [
    ['train', 'fovea', '--set', 'lr=abc'],
    /^saccade: --set lr must be a number in \S+, got abc \(saccade list fovea shows all options\)$/m,
  ],
  [['train', 'fovea', '--set', 'lrr=1'], /^saccade: --set lrr: unknown option, did you mean .*lr/],
  [
    ['train', 'fovea', '--set', 'scene=triangel'],
    /^saccade: --set scene must be one of .*, did you mean triangle\?/m,
  ],
  [['eval'], /^saccade: missing required argument 'run'/],
  [['eval', 'missing'], /^saccade: no run folder missing; saccade train <experiment> makes one$/m],
  [
    ['eval', 'missing', '--episodes', '0'],
    /^saccade: --episodes must be an integer from 1 to 10000000, got 0$/m,
  ],
  [['eval', 'file.txt'], /^saccade: file\.txt is a file, not a run folder/],
  [['eval', 'full'], /^saccade: full is not a run folder: it has no options\.json/],
  [
    ['report', 'runs/fovea-s1'],
    /^saccade: no run folder runs\/fovea-s1; saccade train <experiment> makes one$/m,
  ],
  [['report', 'full', '--opne'], /^saccade: unknown option '--opne' \(Did you mean --open\?\)/],
  [
    ['train', 'fovea', '--preset', 'quick', '--out', 'full'],
    /^saccade: --out must be a new or empty folder, but full has content/,
  ],
  [
    ['train', 'fovea', '--preset', 'quick', '--out', 'file.txt'],
    /^saccade: --out must be a folder, got the file file\.txt$/m,
  ],
  [['list', 'poles'], /^saccade: unknown experiment poles/],
  [
    ['help', 'trai'],
    /^saccade: unknown command trai; there are: list, train, resume, sweep, eval, report, compare, export, demo, bench, doctor, help$/m,
  ],
  [
    ['bench', '--only', 'lstm-b1'],
    /^saccade: --only: unknown work lstm-b1, did you mean lstm-b1-h32 or lstm-b16-h32\?$/m,
  ],
  [
    ['bench', '--only', 'poles'],
    /^saccade: --only: unknown work poles; there are: lstm-b1-h32, .*policy-b1$/m,
  ],
  [
    ['bench', '--only', 'policy-b1,'],
    /^saccade: --only must be names separated by commas, got "policy-b1,"$/m,
  ],
  [['bench', '--seconds', '0'], /^saccade: --seconds must be an integer from 1 to 10000000, got 0$/m],
  [['compare', 'poles'], /^saccade: unknown experiment poles; there are: flip-flop, /],
  [['compare', '--format', 'pdf'], /^saccade: --format must be one of markdown, html, got pdf$/m],
  [
    ['compare', '--out', 'results.txt'],
    /^saccade: --out needs --format markdown or html, or a name that ends in \.md or \.html, got results\.txt$/m,
  ],
  [['compare', '--out', ''], /^saccade: --out must be the path of a file, got ""$/m],
  [['compare', '--results', 'missing'], /^saccade: no folder missing of results$/m],
  [
    ['compare', '--json', '--format', 'html'],
    /^saccade: option '--format <name>' cannot be used with option '--json'/,
  ],
  [
    ['compare', '--check', '--out', 'a.md'],
    /^saccade: option '--check' cannot be used with option '--out <file>'/,
  ],
  [['demo', '--seed', '1', '--seed', '2'], /^saccade: --seed is given twice: 1 and 2$/m],
  [['export', 'full'], /^saccade: required option '--format <name>' not specified; saccade export --help/],
  [['export', 'full', '--format', 'h5'], /^saccade: --format must be one of safetensors, npz, csv, got h5$/m],
  [['export', 'full', '--format', 'csv'], /^saccade: full is not a run folder: it has no options\.json/],
  [['export', '--format', 'npz'], /^saccade: missing required argument 'run'/],
  [['doctor', 'now'], /^saccade: too many arguments for 'doctor'/],
];

test('every misuse ends with exit code 2 and one clear line on stderr', async () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'full'));
  writeFileSync(join(cwd, 'full', 'thesis.txt'), 'mine');
  writeFileSync(join(cwd, 'file.txt'), 'mine');
  const outcomes = await inParallel(MISUSES, ([args]) => saccade(args, { cwd }));
  for (const [index, [args, says]] of MISUSES.entries()) {
    const { code, stdout, stderr } = outcomes[index]!;
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(STACK);
  }
  expect(readdirSync(cwd).sort()).toEqual(['file.txt', 'full']);
  expect(readdirSync(join(cwd, 'full'))).toEqual(['thesis.txt']);
}, 120_000);

test('all wrong options are named at once', async () => {
  const { code, stderr } = await saccade(['train', 'fovea', '--set', 'lrr=1', 'scene=moon', 'hitRadius=x']);
  expect(code).toBe(2);
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/--set lrr: unknown option/),
    expect.stringMatching(/--set hitRadius/),
    expect.stringMatching(/--set scene must be one of/),
    'saccade: saccade list fovea shows all options',
  ]);
});

test('no command at all shows the help on stderr with exit code 2', async () => {
  const { code, stdout, stderr } = await saccade([]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Usage: saccade');
});
