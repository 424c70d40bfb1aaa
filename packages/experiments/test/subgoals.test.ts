// Rules G1–G3 of ../SPEC.md, and R1–R7 for the experiments with subgoals.
import { key, start, toStored } from '@saccade/math';
import type { Tensor, Tree } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import {
  resolveOptions,
  runExperiment,
  runKeys,
  subgoalsArena,
  subgoalsLearned,
  subgoalsSwamps,
} from '../src/index.ts';
import { sizeOf } from '../src/subgoals-learned/nets.ts';
import { testRunContract } from './run-contract.ts';
import type { ShortTraining } from './run-contract.ts';
import { hashOf, untyped } from './runs.ts';

beforeAll(async () => {
  await start();
});

const FEW = { lookers: 4, hidden: 5, proposals: 2, batch: 4, refineSteps: 2 };
const SEVERAL = { swamps: 'several', generator: 'static', lr: 0.002 };

const TINY: readonly ShortTraining[] = [
  {
    experiment: untyped(subgoalsSwamps),
    changes: { hidden: 6, iterations: 12, satisfaction: 0 },
    slices: [5, 10, 12],
    drawings: 7,
    otherSizes: { hidden: 7 },
  },
  {
    experiment: untyped(subgoalsArena),
    changes: { ...FEW, updates: 120 },
    slices: [50, 100, 120],
    drawings: 10,
    otherSizes: { hidden: 6 },
  },
  {
    experiment: untyped(subgoalsLearned),
    changes: {
      ...{ ...FEW, planes: 4, evaluatorHidden: 4, controllerHidden: 4, walkers: 6, steps: 8 },
      ...{ controllerRounds: 3, evaluatorRounds: 1, updates: 4, generatorUpdates: 10 },
    },
    slices: [8, 12, 16, 26, 52],
    drawings: 6,
    otherSizes: { evaluatorHidden: 5 },
  },
];

TINY.forEach(testRunContract);

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
  expect(learned).toEqual([[0], [0], [1], [2], [3]]);
  const [controller, evaluator, generator, flat] = (run.weights() as unknown as object[]).map(sizeOf);
  expect(flat).toBeGreaterThanOrEqual(controller + evaluator + generator);
  expect(flat).toBeLessThan(1.2 * (controller + evaluator + generator));
  expect(TINY[2].slices.at(-1)).toBe(2 * TINY[2].slices.at(-2)!);
  run.dispose();
});

test('G3 E finds out what circles cost where it once did not: seed 10', async () => {
  const { training, evaluation } = runKeys(10);
  const run = await subgoalsLearned.create(resolveOptions(subgoalsLearned, 'default', {}), training, {});
  while (!('generatorLoss' in run.advance()));
  expect(run.evaluate(evaluation, 10).evaluatorError).toBeLessThan(0.5);
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
