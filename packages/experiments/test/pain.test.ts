// Rules H1–H4 of ../SPEC.md, and R1–R7 for the experiments with pain and pleasure.
import { key, start, tensorCount } from '@saccade/math';
import type { Key } from '@saccade/math';
import { beforeAll, describe, expect, test } from 'vitest';
import { DivergedError, flagMazeExperiment, flipFlop, resolveOptions, runExperiment } from '../src/index.ts';
import type { Checkpoint, Experiment, Options, Run } from '../src/index.ts';
import { feltMaze } from '../src/flag-maze/felt-maze.ts';
import { errorFreeStreams, WORLD } from '../src/flip-flop/judge.ts';
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

const TINY: readonly Tiny[] = [
  { each: flipFlop, changes: { steps: 2500 }, slices: [1000, 2000, 2500] },
  {
    each: flipFlop,
    changes: { steps: 2500, regime: 'sequential', modelSteps: 1000, method: 'plain' },
    slices: [1000, 2000, 2500],
  },
  {
    each: flagMazeExperiment,
    changes: { modelUpdates: 60, updates: 50, batch: 4, controllerUnits: 3, modelUnits: 4 },
    slices: [50, 100, 110],
  },
];

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

const tiny = TINY.map(({ each, changes, slices }) => {
  const experiment = each as Experiment;
  const create = (k: Key): Promise<Run> =>
    experiment.create(resolveOptions(experiment, 'quick', changes), k, {});
  return { name: `${experiment.name} ${changes.regime ?? ''}`.trim(), experiment, changes, create, slices };
});

describe.each(tiny)('$name', ({ experiment, changes, create, slices }) => {
  test('R1 R2 the key says what is learned; a run that was stopped goes on with the same bits', async () => {
    const [whole, later] = [await create(key(3)), await create(key(3))];
    const steps: number[] = [];
    while (!whole.done) {
      whole.advance();
      steps.push(whole.step);
      if (steps.length === 1) later.restore(whole.state());
    }
    expect(steps).toEqual(slices);
    expect(() => whole.advance()).toThrow(`${experiment.name}: the run is done, after`);
    trainAll(later);
    expect(later.evaluate(key(4), 20)).toEqual(whole.evaluate(key(4), 20));
    expect(hashOf(later.state())).toBe(hashOf(whole.state()));
    const hash = await finish(later);
    expect(await finish(whole)).toBe(hash);
    expect(await finish(await create(key(2)))).not.toBe(hash);
  });

  test('R3 a checkpoint that does not fit is refused, and the run stays as it was', async () => {
    const run = await create(key(1));
    run.advance();
    const { tensors, metadata } = run.state();
    const before = hashOf(run.state());
    const restore = (more: object) => () => run.restore({ tensors, metadata, ...more });
    expect(restore({ metadata: { ...metadata, run: 'fovea' } })).toThrow('must be of this');
    expect(restore({ metadata: { ...metadata, step: '2501' } })).toThrow('must have a step in');
    expect(restore({ tensors: {} })).toThrow('got none');
    expect(hashOf(run.state())).toBe(before);
    run.dispose();
  });

  test('R4 R5 judging and drawing leave training alone; dispose frees all tensors', async () => {
    const before = tensorCount();
    const run = await create(key(5));
    const measured = Object.keys(run.advance());
    const [hash, count] = [hashOf(run.state()), tensorCount()];
    const metrics = run.evaluate(key(6), 30);
    run.draw(key(7));
    expect(run.evaluate(key(6), 30)).toEqual(metrics);
    expect([hashOf(run.state()), tensorCount()]).toEqual([hash, count]);
    run.advance();
    expect(tensorCount()).toBe(count);
    run.dispose();
    expect(tensorCount()).toBe(before);
    const names = new Set([...measured, ...Object.keys(metrics)]);
    expect([...names].sort()).toEqual(Object.keys(experiment.metrics).sort());
  });

  test('L3 an M that explodes ends the training with step and tensor, and no checkpoint holds it', async () => {
    const rate: Options = experiment.name === 'flag-maze' ? { modelRate: 1e38 } : {};
    const options = resolveOptions(experiment, 'quick', { ...changes, ...rate });
    const saved: [Checkpoint, number][] = [];
    const error = await runExperiment(exploding(experiment), options, {
      ...{ seed: 0, episodes: 1, checkpointEvery: 1 },
      onCheckpoint: (checkpoint, { step }) => void saved.push([checkpoint, step]),
    }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DivergedError);
    const { step, tensor } = error as DivergedError;
    expect(step).toBeGreaterThan(0);
    // What the flip-flop lived through before is not lost.
    if (experiment.name === 'flip-flop') expect(saved.map(([, at]) => at)).toEqual([1000]);
    expect(tensor).toMatch(/model|controller/);
    for (const [{ tensors }, at] of saved) {
      expect(at).toBeLessThanOrEqual(step);
      for (const { data } of Object.values(tensors))
        if (data instanceof Float32Array) expect(data.every(Number.isFinite)).toBe(true);
    }
  });

  test('R6 R7 at least one episode is needed; drawings are single svg elements', async () => {
    const run = await create(key(1));
    expect(() => run.evaluate(key(2), 0)).toThrow('episodes must be a whole number ≥ 1, got 0');
    const drawings = run.draw(key(2));
    expect(drawings.length).toBeGreaterThan(1);
    for (const { title, caption, svg } of drawings) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<]*>[\s\S]*<\/svg>$/);
      expect(svg).not.toMatch(/NaN|undefined|href|<script/);
      expect([title, caption].every((text) => /\S/.test(text))).toBe(true);
    }
    run.dispose();
  });
});

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
