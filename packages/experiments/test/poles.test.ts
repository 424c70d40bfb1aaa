// Rules B1–B4 of ../SPEC.md, and L3, R1–R7 for the experiments with a pole.
import { key, start, values } from '@saccade/math';
import { record } from '@saccade/world-model';
import { beforeAll, expect, test } from 'vitest';
import { dreamPole, poleMarkov, poleNonMarkov, resolveOptions, runExperiment } from '../src/index.ts';
import { drawPieces } from '../src/poles/experience.ts';
import { foretellingError } from '../src/poles/foretell.ts';
import { poleWorld, randomAct, stepsStood } from '../src/poles/world.ts';
import { testRunContract } from './run-contract.ts';
import type { ShortTraining } from './run-contract.ts';
import { explode, hashOf, trainAll, untyped } from './runs.ts';

beforeAll(async () => {
  await start();
});

/** Two rounds of few updates, so that nothing is learned: slices of 50 and 10 of M, of 20 of C with a trial, twice. */
const TINY = { rounds: 2, modelUpdates: 60, updates: 20, episodes: 16, steps: 40, batch: 8, dream: 10 };
const MORE = { dreamerEpisodes: 12, dreamerModelUpdates: 20, dreamerUpdates: 10 };
const SLICES = [50, 60, 80, 130, 140, 160];
const short: readonly ShortTraining[] = [
  {
    experiment: untyped(poleNonMarkov),
    changes: { ...TINY, plan: 3 },
    slices: SLICES,
    drawings: 3,
    otherSizes: { controllerHidden: 5 },
  },
  {
    experiment: untyped(poleMarkov),
    changes: TINY,
    slices: SLICES,
    drawings: 3,
    otherSizes: { modelHidden: 5 },
    unmeasured: ['plannedBalanced'],
  },
  {
    experiment: untyped(poleMarkov),
    changes: { ...TINY, learning: 'critic', plan: 3 },
    slices: SLICES,
    drawings: 3,
    otherSizes: { criticHidden: 5 },
  },
  {
    experiment: untyped(dreamPole),
    changes: { ...TINY, ...MORE, plan: 3 },
    slices: [20, 30, 80, 90, 110, 160, 170, 190],
    drawings: 3,
    otherSizes: { controllerHidden: 5 },
  },
];

short.forEach(testRunContract);

test.each(short)(
  'R3 a pole’s experience that misses a part is refused: $experiment.name $changes.learning',
  async ({ experiment, changes }) => {
    const run = await experiment.create(resolveOptions(experiment, 'quick', changes), key(1), {});
    run.advance();
    const { tensors, metadata } = run.state();
    const made = Object.keys(tensors).find((name) => name.endsWith('made'))!;
    const { shape, data } = tensors[made];
    const hash = hashOf(run.state());
    const ofInts = { dtype: 'I32' as const, shape, data: new Int32Array(data.length) };
    const { [made]: _, ...fewer } = tensors;
    expect(() => run.restore({ tensors: fewer, metadata })).toThrow(/made must be U8 \[\d+, \d+\], got none/);
    expect(() => run.restore({ tensors: { ...tensors, [made]: ofInts }, metadata })).toThrow(/got I32/);
    expect(hashOf(run.state())).toBe(hash);
    trainAll(run);
    // There is nothing left to learn from it.
    expect(Object.keys(run.state().tensors).filter((name) => name.includes('experience'))).toEqual([]);
    run.dispose();
  },
);

test.each(short)(
  'L3 an M that explodes ends the training with step and tensor, and no checkpoint holds it: $experiment.name $changes.learning',
  async ({ experiment, changes }) => {
    await explode(experiment, resolveOptions(experiment, 'quick', { ...changes, modelLr: 1e38 }));
  },
);

test('B1 poles that are pushed at random fall soon, and steps that they stood are those that they made', () => {
  const { judging } = poleWorld('positions', 1000);
  const begin = judging.reset(key(6), 50);
  const stood = stepsStood(judging, begin, randomAct(key(7), 50));
  const { made } = record(judging, begin, randomAct(key(7), 50), 300).episodes;
  for (let b = 0; b < 50; b++)
    expect(made.filter((_, i) => i % 50 === b).reduce((a, c) => a + c, 0)).toBe(stood[b]);
  const mean = stood.reduce((sum, steps) => sum + steps, 0) / 50;
  // Gymnasium's CartPole-v1 stands about 22 steps under random pushes of full force.
  expect(mean).toBeGreaterThan(12);
  expect(mean).toBeLessThan(40);
});

test('B2 pieces are what was recorded, and begin where an episode goes on for long enough', () => {
  const { learning } = poleWorld('positions', 1000);
  const { episodes } = record(learning, learning.reset(key(8), 30), randomAct(key(9), 30), 50);
  const experience = { size: 2, rounds: [episodes] };
  const seen = new Map<string, number>();
  for (let t = 0; t < 50; t++)
    for (let b = 0; b < 30; b++)
      seen.set(episodes.observations.subarray((t * 30 + b) * 2, (t * 30 + b) * 2 + 2).join(), t * 30 + b);
  const pieces = drawPieces(experience, { count: 40, steps: 5, spare: 6 }, key(10));
  const [observations, actions] = [pieces.observations, pieces.actions].map((each) => values(each));
  for (let i = 0; i < 40; i++) {
    const at = seen.get(observations.subarray(2 * i, 2 * i + 2).join())!;
    for (let t = 0; t < 5; t++) expect(actions[t * 40 + i]).toBe(episodes.actions[at + 30 * t]);
    expect(episodes.made[Math.min(at + 30 * 10, episodes.made.length - 1)]).toBe(1);
  }
  for (const tensor of Object.values(pieces)) tensor.dispose();
});

test('B3 foretelling what came is no error, foretelling no change is an error of 1', () => {
  const observations = Float32Array.from({ length: 11 * 2 }, (_, i) => i * i);
  const lived = {
    batch: 1,
    steps: 10,
    observations,
    actions: new Float32Array(10),
    pains: new Float32Array(20),
    made: new Uint8Array(10).fill(1),
  };
  const came = observations.subarray(9 * 2);
  const held = Float32Array.of(...observations.subarray(16, 18), ...observations.subarray(16, 18));
  expect(foretellingError({ lived, openLoop: came, stepwise: came }, 2)).toBe(0);
  expect(foretellingError({ lived, openLoop: held, stepwise: held }, 2)).toBe(1);
});

test('B4 C learns through a learned M to balance a pole whose velocities it does not see', async () => {
  const options = resolveOptions(poleNonMarkov, 'quick');
  const { metrics } = await runExperiment(poleNonMarkov, options, { seed: 101, episodes: 100 });
  expect(metrics.episodesBalanced).toBeGreaterThanOrEqual(29);
  expect(metrics.balanced).toBeGreaterThan(20 * metrics.randomBalanced);
  expect(metrics.untrainedBalanced).toBeLessThan(200);
  expect(metrics.modelError).toBeLessThan(1);
});
