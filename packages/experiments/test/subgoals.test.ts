// Rules G1–G3 of ../SPEC.md, and R1–R7 for the experiments with subgoals.
import { key, start, tensorCount, toStored } from '@saccade/math';
import type { Key, Tensor, Tree } from '@saccade/math';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  resolveOptions,
  runExperiment,
  subgoalsArena,
  subgoalsLearned,
  subgoalsSwamps,
} from '../src/index.ts';
import type { Experiment, Options, Run } from '../src/index.ts';
import { sizeOf } from '../src/subgoals-learned/nets.ts';
import { finish, hashOf, trainAll } from './runs.ts';

beforeAll(async () => {
  await start();
});

interface Tiny {
  readonly each: object;
  readonly changes: Options;
  /** Steps after each slice. */
  readonly slices: readonly number[];
}

const FEW = { lookers: 4, hidden: 5, proposals: 2, batch: 4, refineSteps: 2 };
const SEVERAL = { swamps: 'several', generator: 'static', lr: 0.002 };

const TINY: readonly Tiny[] = [
  { each: subgoalsSwamps, changes: { hidden: 6, iterations: 12, satisfaction: 0 }, slices: [5, 10, 12] },
  { each: subgoalsArena, changes: { ...FEW, updates: 120 }, slices: [50, 100, 120] },
  {
    each: subgoalsLearned,
    changes: {
      ...{ ...FEW, planes: 4, evaluatorHidden: 4, controllerHidden: 4, walkers: 6, steps: 8 },
      ...{ controllerRounds: 3, evaluatorRounds: 6, updates: 4, generatorUpdates: 60 },
    },
    slices: [8, 12, 32, 36, 86, 96, 149, 192],
  },
];

const tiny = TINY.map(({ each, changes, slices }) => {
  const experiment = each as Experiment;
  const create = (k: Key): Promise<Run> =>
    experiment.create(resolveOptions(experiment, 'quick', changes), k, {});
  return { name: experiment.name, experiment, create, slices };
});

describe.each(tiny)('$name', ({ name, experiment, create, slices }) => {
  test('R1 the key says what is learned, in slices up to the end', async () => {
    const run = await create(key(1));
    const steps: number[] = [];
    while (!run.done) {
      run.advance();
      steps.push(run.step);
    }
    expect(steps).toEqual(slices);
    expect(() => run.advance()).toThrow(`${name}: the run is done, after`);
    const hash = await finish(run);
    expect(await finish(await create(key(1)))).toBe(hash);
    expect(await finish(await create(key(2)))).not.toBe(hash);
  });

  test.each([0, 1, 3, 6])('R2 a run stopped after %i slices goes on with the same bits', async (count) => {
    const [whole, later] = [await create(key(3)), await create(key(3))];
    for (let i = 0; i < count && !whole.done; i++) whole.advance();
    later.restore(whole.state());
    expect(later.step).toBe(whole.step);
    expect(trainAll(later)).toEqual(trainAll(whole));
    expect(later.evaluate(key(4), 20)).toEqual(whole.evaluate(key(4), 20));
    expect(later.draw(key(4))).toEqual(whole.draw(key(4)));
    expect(hashOf(later.state())).toBe(hashOf(whole.state()));
    expect(await finish(later)).toBe(await finish(whole));
  });

  test('R3 a checkpoint that does not fit is refused, and the run stays as it was', async () => {
    const run = await create(key(1));
    run.advance();
    const { tensors, metadata } = run.state();
    const before = hashOf(run.state());
    for (const wrong of [
      { tensors, metadata: { ...metadata, run: 'fovea' } },
      { tensors, metadata: { ...metadata, step: '12345' } },
      { tensors: {}, metadata },
    ])
      expect(() => run.restore(wrong)).toThrow(/must/);
    expect(hashOf(run.state())).toBe(before);
    run.dispose();
  });

  test('R4 judging and drawing leave training alone, R5 and no tensors behind', async () => {
    const before = tensorCount();
    const run = await create(key(5));
    // Programs that are made at first use may keep inputs.
    run.evaluate(key(6), 30);
    run.draw(key(7));
    const counts: number[] = [];
    while (!run.done) {
      run.advance();
      run.evaluate(key(6), 30);
      run.draw(key(7));
      counts.push(tensorCount());
    }
    expect(counts.at(-1)).toBe(counts.at(-2));
    expect(await finish(run)).toBe(await finish(await create(key(5))));
    expect(tensorCount()).toBe(before);
  });

  test('R6 what is measured is in the glossary, and at least one episode is needed', async () => {
    const run = await create(key(1));
    const measured = [...trainAll(run), run.evaluate(key(2), 10)].flatMap((metrics) => Object.keys(metrics));
    expect([...new Set(measured)].sort()).toEqual(Object.keys(experiment.metrics).sort());
    expect(() => run.evaluate(key(2), 0)).toThrow('episodes must be a whole number ≥ 1, got 0');
    run.dispose();
  });

  test('R7 drawings are single svg elements with titles and captions', async () => {
    const run = await create(key(1));
    trainAll(run);
    const drawings = run.draw(key(2));
    expect(drawings.length).toBeGreaterThan(3);
    for (const { title, caption, svg } of drawings) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<]*>[\s\S]*<\/svg>$/);
      expect(svg).not.toMatch(/NaN|undefined|href|<script/);
      expect([title, caption].every((text) => /\S/.test(text))).toBe(true);
    }
    run.dispose();
  });
});

test.each([
  ['recurrent, one swamp', {}],
  ['static, several swamps', SEVERAL],
])('G1 %s: satisfied by a few steps of plain descent, where learning ends', async (_, changes) => {
  const options = resolveOptions(subgoalsSwamps, 'default', changes);
  const { metrics, steps } = await runExperiment(subgoalsSwamps, options, { seed: 1, episodes: 1 });
  expect(metrics.satisfied).toBe(1);
  expect(metrics.costShare).toBeLessThanOrEqual(0.05);
  expect(metrics.untrainedCostShare).toBeGreaterThan(0.9);
  expect(metrics.iterations).toBe(steps);
  expect(steps).toBeLessThan(30);
});

test.each(['static', 'recurrent'])(
  'G2 %s: S learns past discs what its first plans miss',
  async (generator) => {
    const options = resolveOptions(subgoalsArena, 'default', { generator, updates: 400 });
    const { metrics } = await runExperiment(subgoalsArena, options, { seed: 1, episodes: 300 });
    expect(metrics.straightSuccess).toBe(0);
    expect(metrics.success).toBeGreaterThan(metrics.untrainedSuccess + 0.02);
    expect(metrics.refinedSuccess).toBeGreaterThan(0.98);
  },
);

test('G3 E stays as it is, to the bit, while S learns through it; and each net learns in its phase alone', async () => {
  const { changes } = TINY[2];
  const run = await subgoalsLearned.create(
    resolveOptions(subgoalsLearned, 'quick', changes) as never,
    key(1),
    {},
  );
  const hashes = () =>
    (run.weights() as unknown as Tree<Tensor>[]).map((net) =>
      hashOf({ tensors: toStored(net), metadata: {} }),
    );
  const learned: number[][] = [];
  for (let before = hashes(); !run.done; before = hashes()) {
    run.advance();
    learned.push(hashes().flatMap((hash, net) => (hash === before[net] ? [] : [net])));
  }
  expect(learned).toEqual([[0], [0], [1], [1], [2], [2], [3], [3]]);
  const [controller, evaluator, generator, flat] = (run.weights() as unknown as object[]).map(sizeOf);
  expect(flat).toBeGreaterThanOrEqual(controller + evaluator + generator);
  expect(flat).toBeLessThan(1.2 * (controller + evaluator + generator));
  expect(TINY[2].slices.at(-1)! - TINY[2].slices.at(-3)!).toBe(TINY[2].slices.at(-3));
  run.dispose();
});

test('G3 led by subgoals C comes past discs that it runs into by itself, and that a flat controller runs into', async () => {
  const changes = { controllerRounds: 8, evaluatorRounds: 20, generatorUpdates: 60, refineSteps: 20 };
  const options = resolveOptions(subgoalsLearned, 'quick', { ...changes, subgoals: 2, proposals: 4 });
  const { metrics } = await runExperiment(subgoalsLearned, options, { seed: 1, episodes: 100 });
  expect(metrics.success).toBeGreaterThan(0.7);
  expect(metrics.straightSuccess).toBeLessThan(0.2);
  expect(metrics.flatSuccess).toBeLessThan(0.3);
});
