import { expect, test } from 'vitest';
import { abouts } from '../src/demos/abouts.ts';
import { formatPlane, parsePlane } from '../src/demos/subgoals/plane.ts';
import { commandOf, firstStart } from '../src/live/about.ts';
import type { Start } from '../src/live/about.ts';
import { fromQuery, toQuery } from '../src/live/permalink.ts';

const { associations, look, reber } = abouts;

test('a permalink of the first start names the demo and nothing else', () => {
  for (const about of Object.values(abouts))
    expect(toQuery(about, firstStart(about))).toBe(`demo=${about.name}`);
});

test('what a permalink says comes back', () => {
  const start: Start = {
    ...{ from: 'scratch', preset: 'default', seed: 4294967295, step: 120 },
    settings: { ...look.settings, goal: 2, x: 17, y: 400, break: 'rim' },
  };
  expect(fromQuery(look, toQuery(look, start))).toEqual(start);
});

test('what is wrong in a permalink is as in the first start', () => {
  const query = 'demo=look&seed=-1&preset=huge&step=x&from=elsewhere&set.goal=NaN&set.nothing=1';
  expect(fromQuery(look, query)).toEqual(firstStart(look));
  expect(fromQuery(look, 'demo=reber&seed=3')).toEqual(firstStart(look));
  expect(fromQuery(look, '')).toEqual(firstStart(look));
});

test('the command makes the same run', () => {
  expect(commandOf(look, firstStart(look))).toBe('pnpm saccade train fovea-goals --preset default --seed 0');
  const scratch: Start = { ...firstStart(reber), from: 'scratch', seed: 7 };
  expect(commandOf(reber, scratch)).toBe(
    'pnpm saccade train continual-reber --preset quick --seed 7 --set forgetGate=yes',
  );
  expect(commandOf(associations, firstStart(associations))).toBeUndefined();
});

test('a plane comes back from its text, within its bounds', () => {
  const plane = parsePlane({
    start: '1,2',
    goal: '99,-4',
    circles: 'd5,5,9 s1,1,0.5 x3 d2,2,1 d2,2,1 d2,2,1 d2,2,1',
  });
  expect(plane.goal).toEqual({ x: 9.7, y: 0.3 });
  expect(plane.circles.map(({ kind }) => kind)).toEqual(['disc', 'disc', 'disc', 'disc', 'swamp']);
  expect(plane.circles[0].radius).toBe(2.5);
  expect(parsePlane(formatPlane(plane))).toEqual(plane);
});
