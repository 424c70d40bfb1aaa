// Exhibits without a page: what they show is what the library does.
import { openRun, resolveOptions } from '@saccade/experiments';
import { key, readSafetensors, start, tensorCount } from '@saccade/math';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { abouts } from '../src/demos/abouts.ts';
import type { AssociationsView } from '../src/demos/associations/exhibit.ts';
import type { Exhibit } from '../src/demos/demo.ts';
import { demos } from '../src/demos/demos.ts';
import type { FlipFlopView } from '../src/demos/flip-flop/exhibit.ts';
import type { SubgoalsView } from '../src/demos/subgoals/exhibit.ts';
import type { WorldView } from '../src/demos/world/exhibit.ts';
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

/** The pole of the shipped state, where nothing else pushes it. */
async function pole(settings: Settings) {
  const experiment = (await demos.world()).experiment!;
  const { file, preset, seed } = abouts.world.training!.trained!;
  const bytes = readFileSync(join(import.meta.dirname, '..', 'pages', 'public', 'states', file));
  const { tensors, metadata = {} } = readSafetensors(bytes);
  const options = resolveOptions(experiment, preset);
  const run = await openRun(experiment, options, { seed, checkpoint: { tensors, metadata } });
  const made = { ...abouts.world.settings, gusts: false, ...settings };
  const exhibit = (await demos.world()).open({ run, options, settings: made, key: key(5) });
  return {
    run,
    exhibit,
    after: (steps: number): WorldView => {
      for (let t = 0; t < steps; t++) exhibit.tick();
      return exhibit.view() as WorldView;
    },
    end: (): void => {
      exhibit.dispose();
      run.dispose();
    },
  };
}

test('a pole that is pushed leans as far in the dream as in the world, and both come back', async () => {
  const { exhibit, after, end } = await pole({ strength: 0.5 });
  const before = after(100);
  exhibit.set('push', 1);
  const pushed = after(3);
  const lean = pushed.real.tilt - before.real.tilt;
  expect(lean).toBeGreaterThan(0.8);
  expect(Math.abs(pushed.dreamt.tilt - before.dreamt.tilt - lean)).toBeLessThan(0.3 * lean);
  const later = after(200);
  expect([later.falls, later.stood]).toEqual([0, 303]);
  expect(Math.abs(later.real.tilt)).toBeLessThan(1);
  end();
});

test('a pole stands for long, and falls again and again where C forgets, or left and right are crossed', async () => {
  const fallsWith = async (broken: string): Promise<number> => {
    const { after, end } = await pole({ break: broken, gusts: true });
    const { falls } = after(1500);
    end();
    return falls;
  };
  expect(await fallsWith('none')).toBe(0);
  expect(await fallsWith('memory')).toBeGreaterThan(5);
  expect(await fallsWith('crossed')).toBeGreaterThan(20);
});

test('a dream knows nothing of a world where left and right are crossed', async () => {
  const { after, end } = await pole({ break: 'crossed' });
  const { real, dreamt, stood, dreamtFor } = after(30);
  expect(real.hasFailed).toBe(true);
  expect(stood).toBeLessThan(dreamtFor);
  expect(dreamt.hasFailed).toBe(false);
  expect(Math.abs(dreamt.tilt)).toBeLessThan(2);
  end();
});

test('a dream that looks is nearer to the world than one that does not', async () => {
  const apart: number[] = [];
  for (const looks of ['never', 'second', 'always']) {
    const { after, end } = await pole({ looks });
    let sum = 0;
    for (let t = 0; t < 300; t++) {
      const { real, dreamt } = after(1);
      sum += Math.abs(real.x - dreamt.x);
    }
    apart.push(sum / 300);
    end();
  }
  expect(apart[1]).toBeLessThan(0.3 * apart[0]);
  expect(apart[2]).toBeLessThan(0.2 * apart[1]);
});
