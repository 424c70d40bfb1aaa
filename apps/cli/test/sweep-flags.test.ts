import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { formatSeeds, MAX_JOBS, parseGrid, parseSeeds } from '../src/sweep/flags.ts';
import { gridSettings, settingNames } from '../src/sweep/settings.ts';

test.each([
  ['0..3', [0, 1, 2, 3]],
  ['7', [7]],
  ['5, 0,3', [0, 3, 5]],
  ['8..9,0..1,4', [0, 1, 4, 8, 9]],
  ['4294967295', [4294967295]],
])('--seeds %s are %j', (text, seeds) => expect(parseSeeds(text)).toEqual(seeds));

test('--seeds given twice are both meant', () =>
  expect(parseSeeds('1', parseSeeds('0,9'))).toEqual([0, 1, 9]));

test.each([
  '',
  'a',
  '0..',
  '..3',
  '3..1',
  '0...3',
  '1,,2',
  '-1',
  '1.5',
  '0x1',
  '4294967296',
  '0..9 '.repeat(2),
])('--seeds %j is refused with an example of what is right', (text) =>
  expect(() => parseSeeds(text)).toThrow(
    /^--seeds must be like 0\.\.9 or 0,3,5, integers from 0 to 4294967295/,
  ),
);

test('a seed that is named twice is refused, as its results would count twice', () => {
  expect(() => parseSeeds('0..3,2')).toThrow(/^--seeds names seed 2 twice$/);
  expect(() => parseSeeds('2', [2])).toThrow(/^--seeds names seed 2 twice$/);
});

test('a range of more seeds than a sweep can have is refused before it is made', () =>
  expect(() => parseSeeds('0..4294967295')).toThrow(`4294967296 jobs; a sweep has at most ${MAX_JOBS}`));

property.prop([fc.uniqueArray(fc.nat(60), { minLength: 1 })], { seed: 4, numRuns: 200 })(
  'seeds that are written as ranges are read again as they were',
  (seeds) => {
    const sorted = [...seeds].sort((a, b) => a - b);
    expect(parseSeeds(formatSeeds(sorted))).toEqual(sorted);
  },
);

test('neighbours are written as a range', () => expect(formatSeeds([0, 1, 2, 5, 7, 8])).toBe('0..2,5,7..8'));

test('a grid has a list of values for each key', () =>
  expect(parseGrid('scene=cross, bar', parseGrid('lr=0.1'))).toEqual({
    lr: ['0.1'],
    scene: ['cross', 'bar'],
  }));

test.each(['lr', 'lr=', '=1', 'lr=1,,2', 'lr=1,', ''])('--grid %j is refused', (text) =>
  expect(() => parseGrid(text)).toThrow(/^--grid must be key=a,b, got /),
);

test('a key of a grid is given once', () =>
  expect(() => parseGrid('lr=2', { lr: ['1'] })).toThrow(/^--grid lr is given twice$/));

test('a grid gives every combination, the last key varying fastest, with what --set gives to all', () =>
  expect(gridSettings({ c: '0' }, { a: ['1', '2'], b: ['x', 'y'] })).toEqual([
    { c: '0', a: '1', b: 'x' },
    { c: '0', a: '1', b: 'y' },
    { c: '0', a: '2', b: 'x' },
    { c: '0', a: '2', b: 'y' },
  ]));

test('without a grid there is one setting', () => expect(gridSettings({ c: '0' }, {})).toEqual([{ c: '0' }]));

test('a key in --set and --grid is refused', () =>
  expect(() => gridSettings({ lr: '1' }, { lr: ['2'] })).toThrow(/^lr is given by --set and by --grid/));

test('a setting is called by what distinguishes it', () => {
  expect(settingNames([{ lr: '1', c: '0' }])).toEqual(['']);
  expect(
    settingNames([
      { lr: '1', c: '0' },
      { lr: '2', c: '0' },
    ]),
  ).toEqual(['lr=1', 'lr=2']);
  expect(settingNames([{}, { lr: '2' }])).toEqual(['as preset', 'lr=2']);
});
