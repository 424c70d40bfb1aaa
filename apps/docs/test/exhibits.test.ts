// Exhibits without a page: what they show is what the library does.
import { openRun, resolveOptions } from '@saccade/experiments';
import { key, start, tensorCount } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { abouts } from '../src/demos/abouts.ts';
import type { AssociationsView } from '../src/demos/associations/exhibit.ts';
import type { Exhibit } from '../src/demos/demo.ts';
import { demos } from '../src/demos/demos.ts';
import type { FlipFlopView } from '../src/demos/flip-flop/exhibit.ts';
import type { SubgoalsView } from '../src/demos/subgoals/exhibit.ts';
import type { Settings } from '../src/live/about.ts';

beforeAll(() => start());

async function open(name: string, settings: Settings = {}) {
  const demo = await demos[name]();
  const { experiment } = demo;
  const options = experiment ? resolveOptions(experiment, 'quick') : {};
  const run = experiment && (await openRun(experiment, options, { seed: 0 }));
  const making = { run, options, settings: { ...abouts[name].settings, ...settings }, key: key(5) };
  return { run, exhibit: demo.open(making) };
}

test.each(Object.keys(abouts))('%s leaves no tensors behind, step by step and at its end', async (name) => {
  const before = tensorCount();
  const { run, exhibit } = await open(name);
  if (run) run.advance();
  for (let t = 0; t < 3; t++) show(exhibit);
  const during = tensorCount();
  for (let t = 0; t < 30; t++) show(exhibit);
  expect(tensorCount()).toBe(during);
  if (run) {
    run.advance();
    expect(tensorCount()).toBe(during);
  }
  exhibit.dispose();
  run?.dispose();
  expect(tensorCount()).toBe(before);
});

function show(exhibit: Exhibit): unknown {
  exhibit.tick();
  return exhibit.view();
}

/** Letters whose last digit is clearly the answer. */
function right({ answers }: AssociationsView, of: 'fast' | 'softmax'): number {
  return answers.filter(({ wanted, [of]: all }) =>
    all.every((x, d) => d === wanted || x < all[wanted] - 0.05),
  ).length;
}

test('the delta rule puts new values in the place of old ones; sums and softmax attention keep both', async () => {
  const pairs = 'a1 b2 c3 d4 a5 b6 c7 d8';
  const after = async (rule: string): Promise<AssociationsView> => {
    const { exhibit } = await open('associations', { pairs, rule });
    for (let t = 0; t < 8; t++) exhibit.tick();
    return exhibit.view() as AssociationsView;
  };
  expect(right(await after('delta'), 'fast')).toBe(4);
  expect(right(await after('sum'), 'fast')).toBe(0);
  expect(right(await after('delta'), 'softmax')).toBe(0);
});

test('a flip-flop that was learned is right for long, and lost when the fast weights stay', async () => {
  const { run, exhibit } = await open('flip-flop');
  while (!run!.done) run!.advance();
  for (let t = 0; t < 300; t++) exhibit.tick();
  expect((exhibit.view() as FlipFlopView).rightInRow).toBeGreaterThan(300);
  exhibit.set('break', 'frozen');
  for (let t = 0; t < 60; t++) exhibit.tick();
  expect((exhibit.view() as FlipFlopView).rightInRow).toBeLessThan(20);
  exhibit.dispose();
  run!.dispose();
});

test('subgoals that slide make the way cheaper', async () => {
  const { run, exhibit } = await open('subgoals', { break: 'straight', wander: false });
  while (!run!.done) run!.advance();
  const cost = (exhibit.view() as SubgoalsView).cost;
  for (let t = 0; t < 200; t++) exhibit.tick();
  expect((exhibit.view() as SubgoalsView).cost).toBeLessThan(0.5 * cost);
  exhibit.dispose();
  run!.dispose();
});

test('where discs are not seen, the way goes through them', async () => {
  const { run, exhibit } = await open('subgoals', { wander: false, circles: 'd5,5,1.3' });
  while (!run!.done) run!.advance();
  exhibit.tick();
  exhibit.set('propose', true);
  const clearance = (): number => (exhibit.view() as SubgoalsView).clearance;
  expect(clearance()).toBeGreaterThan(0);
  exhibit.set('break', 'discs');
  expect(clearance()).toBeLessThan(0);
  exhibit.dispose();
  run!.dispose();
});
