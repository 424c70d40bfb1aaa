// Rules H1–H4 of ../SPEC.md, and R1–R7 for the experiments with pain and pleasure.
import { key, start } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { flagMazeExperiment, flipFlop, resolveOptions, runExperiment } from '../src/index.ts';
import type { Experiment, Options } from '../src/index.ts';
import { feltMaze } from '../src/flag-maze/felt-maze.ts';
import { errorFreeStreams, WORLD } from '../src/flip-flop/judge.ts';
import { testRunContract } from './run-contract.ts';
import type { ShortTraining } from './run-contract.ts';
import { explode, untyped } from './runs.ts';

beforeAll(async () => {
  await start();
});

const TINY: readonly ShortTraining[] = [
  {
    experiment: untyped(flipFlop),
    changes: { steps: 1500 },
    slices: [1000, 1500],
    drawings: 2,
    otherSizes: { modelUnits: 4 },
  },
  {
    experiment: untyped(flipFlop),
    changes: { steps: 1500, regime: 'sequential', modelSteps: 1000, method: 'plain' },
    slices: [1000, 1500],
    drawings: 2,
    otherSizes: { controllerUnits: 4 },
  },
  {
    experiment: untyped(flagMazeExperiment),
    changes: { modelUpdates: 60, updates: 50, batch: 4, controllerUnits: 3, modelUnits: 4 },
    slices: [50, 100, 110],
    drawings: 6,
    otherSizes: { modelUnits: 5 },
  },
];

TINY.forEach(testRunContract);

/**
 * The flip-flop with a weight of M that is beyond all bounds after the first slice: units are logistic, and no rate that options
 * allow makes them explode. M of the maze explodes by its rate.
 */
const exploding = (experiment: Experiment): Experiment => ({
  ...experiment,
  create: async (...given) => {
    const run = await experiment.create(...given);
    if (experiment.name !== 'flip-flop') return run;
    const advance = run.advance.bind(run);
    run.advance = () => {
      const { tensors, metadata } = run.state();
      tensors['model.weights'].data[0] = run.step > 0 ? Infinity : 0;
      run.restore({ tensors, metadata });
      return advance();
    };
    return run;
  },
});

test.each(TINY)(
  'L3 an M that explodes ends the training with step and tensor, and no checkpoint holds it: $experiment.name $changes',
  async ({ experiment, changes }) => {
    const rate: Options = experiment.name === 'flag-maze' ? { modelRate: 1e38 } : {};
    const options = resolveOptions(experiment, 'quick', { ...changes, ...rate });
    const saved = await explode(exploding(experiment), options);
    // What the flip-flop lived through before is not lost.
    if (experiment.name === 'flip-flop') expect(saved).toEqual([1000]);
  },
);

test.each([
  ['parallel', 40_000],
  ['sequential', 100_000],
] as const)('H1 the flip-flop is learned from pain alone: %s', async (regime, steps) => {
  const options = resolveOptions(flipFlop, 'default', { regime });
  const { metrics } = await runExperiment(flipFlop, options, { seed: 104, episodes: 200 });
  expect(metrics).toMatchObject({ solved: 1, untrainedErrorFree: 0 });
  expect(metrics.errorFree).toBeGreaterThan(0.95);
  expect(metrics.stepsToSolve).toBeLessThan(steps);
  expect(metrics.openLoopError).toBeLessThan(0.01);
  expect(Math.abs(metrics.exploitationGap)).toBeLessThan(0.05);
});

test('H2 a C that is wrong at one kind of event is not free of errors', () => {
  // C that always says 0, and one that always says 1.
  for (const bias of [-9, 9]) {
    const net = { inputs: 4, units: 1, ticks: 1, weights: Float32Array.of(0, 0, 0, 0, bias, 0) };
    expect(errorFreeStreams(net, WORLD.reset(key(1), 20), 100)).toBe(0);
  }
});

test('H3 what was felt on arriving stays to the end, and nothing is felt before', () => {
  const maze = feltMaze(2, 8);
  let state = maze.reset(key(3), 16);
  const go = (way: number): void => {
    const actions = new Float32Array(4 * 16);
    for (let b = 0; b < 16; b++) actions[4 * b + way] = 1;
    state = maze.step(state, actions);
  };
  go(1);
  expect(Math.max(...state.felt)).toBe(0);
  go(0); // the corridor has a wall in the north
  expect([...state.felt]).toEqual(Array.from({ length: 48 }, (_, i) => (i % 3 === 2 ? 1 : 0)));
  go(1);
  for (let t = 0; t < 4; t++) {
    go(0); // the northern arm, and there they stay
    state.flags.forEach((flag, b) => {
      expect([...state.felt.subarray(3 * b, 3 * b + 3)]).toEqual(flag === 0 ? [1, 0, 0] : [0, 1, 0]);
    });
  }
});

test('H4 a flag is remembered, through M, in a short corridor', async () => {
  const options = resolveOptions(flagMazeExperiment, 'quick', { corridor: 2, updates: 1500 });
  const { metrics } = await runExperiment(flagMazeExperiment, options, { seed: 1, episodes: 200 });
  expect(metrics).toMatchObject({ success: 1, untrainedSuccess: 0 });
});
