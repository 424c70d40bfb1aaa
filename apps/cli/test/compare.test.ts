import type { CommittedSetting } from '@saccade/experiments';
import { bootstrapInterval, fingerprint, fovea, resolveOptions } from '@saccade/experiments';
import { key } from '@saccade/math';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FailedError } from '../src/errors.ts';
import { comparisonPage } from '../src/report/comparison-page.ts';
import { commitResults, listResults, resultsFolder } from '../src/results/committed-file.ts';
import { compareSetting } from '../src/results/compare-setting.ts';
import { markdownTable } from '../src/results/markdown-table.ts';
import { terminalTable } from '../src/results/terminal-table.ts';
import { styleFor } from '../src/terminal/style.ts';
import { HOSTILE, memoryStream, scratchFolder } from './fixtures.ts';
import { elementsOf } from './markup.ts';
import { saccade } from './saccade.ts';
import { toy } from './toy-experiment.ts';

const plain = styleFor(memoryStream());
const HIT_RATES = [0.91, 0.93, 0.95, 0.92, 0.94];

/** A setting of the toy, one seed for each hit rate. */
function setting(
  hitRates: readonly number[] = HIT_RATES,
  more: Partial<CommittedSetting> = {},
): CommittedSetting {
  const runs = hitRates.map((hitRate, seed) => {
    const metrics = { hitRate, randomHitRate: 0.1 * seed, weight: 1 };
    return { seed, metrics, steps: 5, wallSeconds: 2 + seed, weightsSha256: 'ab' };
  });
  return {
    ...{ preset: 'default', overrides: {}, options: { rate: 0.5, steps: 5 } },
    ...{ command: 'saccade sweep toy --seeds 0..4', commit: '0123456789ab+changes' },
    ...{ node: '20.19.0', saccade: '0.1.0', fingerprint: 'f', runs, ...more },
  };
}

const paperSetting = setting([0.5], {
  preset: 'paper',
  overrides: { rate: 0.9 },
  command: 'saccade sweep toy --seeds 0',
});
const withPaper = {
  ...toy,
  targets: () => [{ ...toy.targets({})[0]!, paper: 0.97, statistic: 'worst' as const }],
};
const comparisons = [
  compareSetting({ experiment: toy, setting: setting() }),
  compareSetting({ experiment: withPaper, setting: setting(HIT_RATES.map((rate) => rate - 0.02)) }),
  compareSetting({ experiment: toy, setting: paperSetting }),
];

test('a setting is compared by the mean over seeds, its interval and the verdict', () => {
  const [comparison] = comparisons;
  expect(comparison).toMatchObject({
    experiment: 'toy',
    seeds: [0, 1, 2, 3, 4],
    wallSeconds: 4,
    citation: 'Nobody 1990',
  });
  const [figure] = comparison!.figures;
  expect(figure).toMatchObject({
    ...{ metric: 'hitRate', unit: 'share', statistic: 'mean', paper: null, verdict: 'reached' },
    target: { comparison: '≥', value: 0.9, source: 'ours' },
    interval: bootstrapInterval(HIT_RATES, key(0)),
  });
  expect(figure!.ours).toBeCloseTo(0.93, 12);
  expect(figure!.baselines).toEqual({ random: expect.closeTo(0.2, 12) as number });
});

test('runs that lack the metric of a target are refused', () => {
  const [first, ...others] = setting().runs;
  const runs = [{ ...first!, metrics: {} }, ...others];
  expect(() => compareSetting({ experiment: toy, setting: { ...setting(), runs } })).toThrow(
    new FailedError('the committed runs of toy have no hitRate'),
  );
});

test('a terminal shows settings with their facts and commands above their figures', () => {
  expect(terminalTable(comparisons, plain, 80)).toEqual([
    'metric                  paper  target   ours  95 % interval',
    '──────────────────────  ─────  ───────  ────  ─────────────',
    'toy',
    '  5 seeds, 4.0 s each, commit 0123456+',
    '  saccade sweep toy --seeds 0..4',
    '  hit rate                  –  ✓ ≥ 0.9  0.93  0.912 … 0.948',
    '',
    'toy',
    '  5 seeds, 4.0 s each, commit 0123456+',
    '  saccade sweep toy --seeds 0..4',
    '  hit rate, worst seed   0.97  ✗ ≥ 0.9  0.89  –',
    '',
    'toy --preset paper --set rate=0.9',
    '  1 seed, 2.0 s, commit 0123456+',
    '  saccade sweep toy --seeds 0',
    '  hit rate                  –  ✗ ≥ 0.9   0.5  –',
    '',
    '✓ the 95 % bootstrap interval over seeds lies within the target, ≈ it holds the',
    'target or there are fewer than five seeds, ✗ it misses it.',
  ]);
});

test('in a narrow terminal each setting has its own table, folded, under its broken name', () => {
  expect(terminalTable(comparisons, plain, 30).slice(-22, -9)).toEqual([
    'toy --preset paper --set',
    'rate=0.9',
    '  1 seed, 2.0 s, commit',
    '  0123456+',
    '  saccade sweep toy --seeds 0',
    'metric      paper  target',
    '──────────  ─────  ───────',
    '  hit rate      –  ✗ ≥ 0.9',
    '',
    'metric      ours',
    '──────────  ────',
    '  hit rate   0.5',
    '',
  ]);
});

test('Markdown says of a setting once what is true of all its figures', () => {
  const twoTargets = {
    ...toy,
    targets: () => [...toy.targets({}), { ...toy.targets({})[0]!, metric: 'weight' }],
  };
  const lines = markdownTable([
    compareSetting({ experiment: twoTargets, setting: setting() }),
    comparisons[2]!,
  ]);
  expect(lines).toEqual([
    '| `saccade train …`                   | metric   | paper | target  | ours | 95 % interval | random | seeds | each  | commit   |',
    '| ----------------------------------- | -------- | ----- | ------- | ---- | ------------- | ------ | ----- | ----- | -------- |',
    '| `toy`                               | hit rate | –     | ✓ ≥ 0.9 | 0.93 | 0.912 … 0.948 | 0.2    | 5     | 4.0 s | 0123456+ |',
    '|                                     | weight   | –     | ✓ ≥ 0.9 | 1    | 1 … 1         | –      |       |       |          |',
    '| `toy --preset paper --set rate=0.9` | hit rate | –     | ✗ ≥ 0.9 | 0.5  | –             | 0      | 1     | 2.0 s | 0123456+ |',
    '',
    expect.stringMatching(/^✓ /) as string,
    '',
    '```',
    'saccade sweep toy --seeds 0..4',
    'saccade sweep toy --seeds 0',
    '```',
  ]);
});

test('a bar in a name does not break a row of Markdown', () => {
  const odd = setting(HIT_RATES, { overrides: { name: 'a|b' } });
  expect(markdownTable([compareSetting({ experiment: toy, setting: odd })])[2]).toContain('name=a\\|b`');
});

test('the page is well-formed, asks for nothing, and holds hostile text as text', () => {
  const pageOf = (text: string) => {
    const experiment = { ...toy, title: text, paper: text };
    const odd = setting(HIT_RATES, {
      overrides: { [text]: text },
      command: text,
      commit: text,
      node: text,
      saccade: text,
    });
    return comparisonPage([compareSetting({ experiment, setting: odd })]);
  };
  expect(elementsOf(pageOf(HOSTILE))).toEqual(elementsOf(pageOf('plain')));
  const page = comparisonPage(comparisons);
  expect(elementsOf(page).filter((element) => element.startsWith('svg'))).toHaveLength(3);
  expect(page).not.toMatch(/NaN|undefined|<script|url\(|@import/);
});

test('compare --json says of every committed result what the paper says and what we get', async () => {
  const { code, stdout, stderr } = await saccade(['compare', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { results } = JSON.parse(stdout) as { results: { experiment: string; figures: unknown[] }[] };
  const compared = new Set(results.map(({ experiment }) => experiment));
  expect([...compared].sort()).toEqual(listResults(resultsFolder()));
  for (const result of results) {
    expect(result.figures.length).toBeGreaterThan(0);
    expect(result).toMatchObject({
      command: expect.stringMatching(/^saccade sweep /) as string,
      commit: expect.stringMatching(/^[0-9a-f]{7,}$/) as string,
      seeds: expect.arrayContaining([0]) as number[],
    });
  }
});

test('compare of one experiment writes Markdown or a page into a file, by its name', async () => {
  const cwd = scratchFolder();
  for (const [name, begin] of [
    ['a.md', '| `saccade train …`'],
    ['a.html', '<!doctype html>'],
  ] as const) {
    const { code, stdout } = await saccade(['compare', 'fovea', '--out', name], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${name}\n` });
    const text = readFileSync(join(cwd, name), 'utf8');
    expect(text.startsWith(begin)).toBe(true);
    expect(text).not.toContain('fovea-goals');
  }
});

const SMALL = { modelUpdates: 120, updates: 20, modelBatch: 10, batch: 4, steps: 3 };

/** A folder with results of the fovea for two small settings. */
async function resultsOf(more: Partial<CommittedSetting> = {}): Promise<string> {
  const folder = scratchFolder();
  for (const overrides of [SMALL, { ...SMALL, lr: 0.01 }]) {
    const options = resolveOptions(fovea, 'default', overrides);
    const held = { ...setting(), options, overrides, fingerprint: await fingerprint(fovea, overrides) };
    commitResults({ experiment: 'fovea', ...held, ...(overrides === SMALL ? {} : more) }, folder);
  }
  return folder;
}

test('compare --check passes while the experiment computes what it did', async () => {
  const { code, stdout } = await saccade(['compare', '--check', '--json', '--results', await resultsOf()]);
  expect(code).toBe(0);
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { problem: string | null }[] };
  expect({ ok, problems: checks.map(({ problem }) => problem) }).toEqual({
    ok: true,
    problems: [null, null],
  });
});

test.each([
  ['numbers', { fingerprint: 'other' }, 'it computes other numbers now'],
  [
    'options',
    { options: { ...resolveOptions(fovea, 'default', { ...SMALL, lr: 0.01 }), carry: 0.9, old: 1 } },
    'its options have changed: carry was 0.9, is 0.5; old was 1, is unknown',
  ],
  [
    'option names',
    { overrides: { lrr: 1 }, options: { lrr: 1 } },
    'its options are refused: lrr: unknown option, did you mean lr?',
  ],
])('compare --check fails when the %s have changed, naming the setting', async (_, more, problem) => {
  const { code, stdout, stderr } = await saccade([
    'compare',
    'fovea',
    '--check',
    '--results',
    await resultsOf(more),
  ]);
  expect(code).toBe(1);
  const [first, second] = stdout.trimEnd().split('\n');
  expect(first).toMatch(/^✓ fovea --set batch=4 [^:]*$/);
  expect(second).toMatch(/^✗ fovea --set [^:]*: /);
  expect(second).toContain(problem);
  expect(stderr).toMatch(
    /^saccade: fovea --set [^,]* has changed since its results were committed; make them again: .* --commit-results\n$/,
  );
});

test('compare says what is wrong with a folder of results', async () => {
  const cwd = scratchFolder();
  for (const name of ['empty', 'stray', 'torn']) mkdirSync(join(cwd, name));
  writeFileSync(join(cwd, 'stray', 'poles.json'), '{}');
  writeFileSync(join(cwd, 'torn', 'fovea.json'), '{"experiment":');
  const says = async (...args: string[]) => (await saccade(['compare', ...args], { cwd })).stderr;
  expect(await says('--results', 'empty')).toBe(
    'saccade: empty has no results of any experiment; saccade sweep <experiment> --seeds 0..9 --commit-results makes them\n',
  );
  expect(await says('--results', 'torn', 'fovea-goals')).toMatch(
    /^saccade: torn has no results of fovea-goals; /,
  );
  expect(await says('--results', 'stray')).toBe(
    'saccade: stray has results of poles, which is no experiment\n',
  );
  expect(await says('--results', 'torn')).toMatch(
    /^saccade: cannot read torn.fovea\.json: results must be JSON\n$/,
  );
  expect(readdirSync(join(cwd, 'empty'))).toEqual([]);
});
