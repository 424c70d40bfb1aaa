import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from './fixtures.ts';
import { inParallel, saccade } from './saccade.ts';

const cwd = scratchFolder();
const SWEEP = {
  ...{ experiment: 'fovea', preset: 'quick', version: { saccade: '0.0.0' } },
  ...{ settings: [{ overrides: {}, seeds: [0] }], commands: [] },
};
const FILES = {
  'file.txt': 'mine',
  'full/thesis.txt': 'mine',
  'run/options.json': '{}',
  'sweep/sweep.json': JSON.stringify(SWEEP),
  'torn/sweep.json': '{"experiment":"fovea",',
  'odd/sweep.json': JSON.stringify({ ...SWEEP, settings: [{ overrides: { lr: 1 }, seeds: ['0'] }] }),
};
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(join(cwd, path, '..'), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

/** What follows `saccade sweep`, and what its one line on stderr must say. */
const MISUSES: readonly (readonly [args: string, says: RegExp])[] = [
  ['--seeds 0', /^saccade: missing required argument 'experiment'/],
  [
    'fovea',
    /^saccade: required option '--seeds <list>' not specified; saccade sweep --help shows the usage$/m,
  ],
  ['foveaa --seeds 0', /^saccade: unknown experiment foveaa, did you mean fovea/],
  ['fovea --seeds 3..1', /^saccade: --seeds must be like 0\.\.9 or 0,3,5, .* got 3\.\.1$/m],
  ['fovea --seeds 1,1', /^saccade: --seeds names seed 1 twice$/m],
  ['fovea --seeds 0..99999', /^saccade: --seeds 0\.\.99999 are 100000 jobs; a sweep has at most 10000$/m],
  ['fovea --seeds 0..5000 --grid lr=1,2', /^saccade: 2 settings with their seeds are 10002 jobs; a sweep/],
  [
    'fovea --seeds 0 --grid a=1,2,3,4,5 b=1,2,3,4,5 c=1,2,3,4,5 d=1,2,3,4,5 e=1,2,3,4,5 f=1,2,3,4,5 g=1,2,3,4,5',
    /^saccade: --grid gives 78125 settings; a sweep has at most 10000 jobs$/m,
  ],
  ['fovea --seeds 0 --grid lr', /^saccade: --grid must be key=a,b, got lr; for instance --grid lr=/],
  ['fovea --seeds 0 --grid lr=1,,2', /^saccade: --grid must be key=a,b, got "lr=1,,2"/],
  ['fovea --seeds 0 --grid lr=1 lr=2', /^saccade: --grid lr is given twice$/m],
  ['fovea --seeds 0 --grid lr=1 --set lr=2', /^saccade: lr is given by --set and by --grid/],
  ['fovea --seeds 0 --grid lrr=1', /^saccade: --grid lrr: unknown option, did you mean lr\b/],
  ['fovea --seeds 0 --set lrr=1', /^saccade: --set lrr: unknown option, did you mean lr\b/],
  ['fovea --seeds 0 --grid carry=0.1,-1', /^saccade: --grid carry must be a number in 0\.\.1, got -1/],
  ['fovea --seeds 0 --grid lr=0.1,.1', /^saccade: --grid gives the same setting twice: lr=0\.1 and lr=\.1$/m],
  ['fovea --seeds 0 --workers 0', /^saccade: --workers must be an integer from 1 to 1024, got 0$/m],
  [
    'fovea --seeds 0 --time-limit 1.5',
    /^saccade: --time-limit must be an integer from 1 to 2000000, got 1\.5$/m,
  ],
  ['fovea --seeds 0 --retries many', /^saccade: --retries must be an integer from 0 to 1000, got many$/m],
  ['fovea --seeds 0 --preset big', /^saccade: --preset must be one of/],
  ['fovea --seeds 0 --out file.txt', /^saccade: --out must be a folder, got the file file\.txt$/m],
  [
    'fovea --seeds 0 --out full',
    /^saccade: --out must be a sweep, or a new or empty folder, but full has content/,
  ],
  ['fovea --seeds 0 --out run', /^saccade: --out must be a sweep, .* but run is the folder of a single run/],
  ['fovea --seeds 0 --out torn', /^saccade: torn\/sweep\.json does not describe a sweep$/m],
  ['fovea --seeds 0 --out odd', /^saccade: odd\/sweep\.json does not describe a sweep$/m],
  [
    'fovea-goals --seeds 0 --preset quick --out sweep',
    /^saccade: --out holds a sweep of the experiment fovea, this one is of fovea-goals; give it a folder of its own$/m,
  ],
  [
    'fovea --seeds 0 --out sweep',
    /^saccade: --out holds a sweep of the preset quick, this one is of default;/,
  ],
];

test('every misuse ends with exit code 2 and one clear line, and leaves the disk as it was', async () => {
  const outcomes = await inParallel(MISUSES, ([args]) =>
    saccade(['sweep', ...args.split(' ').filter(Boolean)], { cwd }),
  );
  for (const [index, [args, says]] of MISUSES.entries()) {
    const { code, stdout, stderr } = outcomes[index]!;
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at |node:internal|file:\/\//);
  }
  const names = Object.keys(FILES).map((path) => path.split('/')[0]!);
  expect(readdirSync(cwd).sort()).toEqual(names.sort());
  for (const [path, text] of Object.entries(FILES)) expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
  expect(readdirSync(join(cwd, 'sweep'))).toEqual(['sweep.json']);
});

test('all wrong values of a grid are named at once', async () => {
  const { code, stderr } = await saccade([
    'sweep',
    'fovea',
    '--seeds',
    '0',
    '--grid',
    'carry=x,0.1',
    'scene=moon,bar',
  ]);
  expect(code).toBe(2);
  expect(stderr.trimEnd().split('\n')).toEqual([
    'saccade: --grid scene must be one of triangle, cross, ring, bar, digits, got moon',
    'saccade: --grid carry must be a number in 0..1, got x',
    'saccade: saccade list fovea shows all options',
  ]);
});

test('report of a sweep folder that is torn says so', async () => {
  const { code, stderr } = await saccade(['report', 'torn'], { cwd });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'saccade: torn/sweep.json does not describe a sweep\n',
  });
});

test('a command for runs says what to do with the folder of a sweep', async () => {
  const { code, stderr } = await saccade(['resume', 'sweep'], { cwd });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'saccade: sweep is the folder of a sweep: the command that began it goes on with it; its runs are in sweep/jobs\n',
  });
});
