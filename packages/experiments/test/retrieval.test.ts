// Rules R1–R7, Q1–Q3 and A1 of ../SPEC.md, for the experiments on retrieval.
import { key, start, tensorCount, tidy, zerosLike } from '@saccade/math';
import { TOLERANCE } from '@saccade/math/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { associativeRetrieval, deltaRetrieval, resolveOptions, runExperiment } from '../src/index.ts';
import type { Experiment, Options, Run } from '../src/index.ts';
import { drawBatch, trainedLength } from '../src/delta-retrieval/batch.ts';
import {
  answerByQuery,
  answerByWeights,
  initRetrieval,
  retrievalLoss,
} from '../src/delta-retrieval/model.ts';
import type { DeltaRetrievalOptions } from '../src/delta-retrieval/options.ts';
import { finish, hashOf, trainAll } from './runs.ts';

beforeAll(async () => {
  await start();
});

const TINY: readonly { name: string; experiment: Experiment; overrides: Options }[] = [
  {
    name: 'delta-retrieval',
    experiment: deltaRetrieval as unknown as Experiment,
    overrides: { keys: 4, keySize: 6, batch: 4, updates: 250, stopAt: 0, setting: 'replaced', rule: 'delta' },
  },
  ...['decayed', 'delta', 'gatedDelta', 'gated', 'lstm', 'control'].map((model) => ({
    name: `associative-retrieval, ${model}`,
    experiment: associativeRetrieval as unknown as Experiment,
    overrides: { model, hidden: 5, fastSize: 4, readout: 6, examples: 210, batch: 8, epochs: 10 },
  })),
];

describe.each(TINY)('$name', ({ experiment, overrides }) => {
  const create = (seed: number): Promise<Run> =>
    experiment.create(resolveOptions(experiment, 'quick', overrides), key(seed), {});

  test('R1 the key says what is learned', async () => {
    const hash = await finish(await create(1));
    expect(await finish(await create(1))).toBe(hash);
    expect(await finish(await create(2))).not.toBe(hash);
  });

  test.each([0, 1, 2, 3])('R2 a run stopped after %i slices goes on with the same bits', async (slices) => {
    const whole = await create(3);
    for (let i = 0; i < slices; i++) whole.advance();
    const later = await create(3);
    later.restore(whole.state());
    expect(later.step).toBe(whole.step);
    expect(trainAll(later)).toEqual(trainAll(whole));
    expect(later.evaluate(key(4), 20)).toEqual(whole.evaluate(key(4), 20));
    expect(hashOf(later.state())).toBe(hashOf(whole.state()));
    [later, whole].forEach((each) => each.dispose());
  });

  test('R3 a checkpoint that does not fit is refused, and the run stays as it was', async () => {
    const run = await create(1);
    run.advance();
    const { tensors, metadata } = run.state();
    const before = hashOf(run.state());
    const [first, ...rest] = Object.entries(tensors);
    for (const wrong of [
      { tensors, metadata: { ...metadata, run: 'fovea' } },
      { tensors, metadata: { ...metadata, step: '-1' } },
      { tensors: Object.fromEntries(rest), metadata },
    ])
      expect(() => run.restore(wrong)).toThrow(/must/);
    expect(first).toBeDefined();
    expect(hashOf(run.state())).toBe(before);
    run.dispose();
  });

  test('R4 judging and drawing leave training alone, R5 and no tensors behind', async () => {
    const before = tensorCount();
    const run = await create(5);
    const counts = new Set<number>();
    while (!run.done) {
      run.advance();
      run.evaluate(key(6), 60);
      run.draw(key(7));
      counts.add(tensorCount());
    }
    expect(counts.size).toBe(1);
    expect(await finish(run)).toBe(await finish(await create(5)));
    expect(tensorCount()).toBe(before);
  });

  test('R6 what is measured is in the glossary, and at least one episode is needed', async () => {
    const run = await create(1);
    const measured = [...trainAll(run), run.evaluate(key(2), 10)].flatMap((metrics) => Object.keys(metrics));
    expect([...new Set(measured)].sort()).toEqual(Object.keys(experiment.metrics).sort());
    expect(() => run.evaluate(key(2), 0)).toThrow('episodes must be a whole number ≥ 1, got 0');
    expect(() => run.advance()).toThrow('the run is done');
    run.dispose();
  });

  test('R7 drawings are single svg elements with titles and captions', async () => {
    const run = await create(1);
    const drawings = run.draw(key(2));
    expect(drawings.length).toBeGreaterThan(0);
    for (const { title, caption, svg } of drawings) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<]*>[\s\S]*<\/svg>$/);
      expect(svg).not.toMatch(/NaN|undefined|href|<script/);
      expect([title, caption].every((text) => /\S/.test(text))).toBe(true);
    }
    expect(run.draw(key(2))).toEqual(drawings);
    run.dispose();
  });
});

describe('delta-retrieval', () => {
  const optionsOf = (overrides: Partial<DeltaRetrievalOptions>): DeltaRetrievalOptions =>
    resolveOptions(deltaRetrieval, 'quick', { keys: 9, keySize: 8, ...overrides } as never);

  test.each([
    { memory: 'linear', rule: 'sum', setting: 'unique' },
    { memory: 'dpfp2', rule: 'sum', setting: 'replaced' },
    { memory: 'relu', rule: 'delta', setting: 'unique' },
    { memory: 'dpfp1', rule: 'delta', setting: 'replaced' },
  ] as const)('Q1 what learns is the function that is judged: $memory, $rule, $setting', (overrides) => {
    const options = optionsOf(overrides);
    tidy(() => {
      const params = initRetrieval(options, key(1));
      const batch = drawBatch(options, key(2), 6, trainedLength(options));
      const [query, weights] = [answerByQuery, answerByWeights].map((by) => by(options, params, batch));
      expect(query).toBeClose(weights, TOLERANCE.product);
    });
  });

  test('Q2 an answer of nothing comes to one half, and the truth to nothing', () => {
    const options = optionsOf({});
    tidy(() => {
      const batch = drawBatch(options, key(2), 6, 9);
      const softmax = { ...options, memory: 'softmax' } as const;
      const params = initRetrieval(softmax, key(1));
      const none = zerosLike(answerByQuery(softmax, params, batch));
      expect(retrievalLoss(none, batch)).toBeClose(0.5, TOLERANCE.exact);
    });
  });

  test('Q3 twenty keys fit into dpfp1 within a few hundred updates; training stops then', async () => {
    const options = resolveOptions(deltaRetrieval, 'default', { keys: 20 });
    const { metrics, steps } = await runExperiment(deltaRetrieval, options, { seed: 1, episodes: 200 });
    expect(metrics.loss).toBeLessThan(0.001);
    expect(metrics).toMatchObject({ solved: 1, failed: 0 });
    expect(steps).toBeLessThan(600);
  });

  test('Q3 the sum rule cannot replace values where the delta rule can', async () => {
    const [sum, delta] = await Promise.all(
      (['sum', 'delta'] as const).map(async (rule) => {
        const options = resolveOptions(deltaRetrieval, 'default', { keys: 10, setting: 'replaced', rule, updates: 800 }); // prettier-ignore
        return (await runExperiment(deltaRetrieval, options, { seed: 1, episodes: 200 })).metrics;
      }),
    );
    expect(delta.loss).toBeLessThan(0.002);
    expect(sum.loss).toBeGreaterThan(0.05);
  });
});

test('A1 one pass is enough for the delta rule to look a letter up, where others still name any digit of the string', async () => {
  const [delta, control] = await Promise.all(
    ['delta', 'control'].map(async (model) => {
      const options = resolveOptions(associativeRetrieval, 'quick', { model });
      return (await runExperiment(associativeRetrieval, options, { seed: 1, episodes: 200 })).metrics;
    }),
  );
  // Naming any digit of the string comes to 0.675, knowing nothing to 0.9.
  expect(delta.error).toBeLessThan(0.4);
  expect(control.error).toBeGreaterThan(0.55);
});

test('A2 what is asked of fast weights of 20 units and of others lies apart', () => {
  const asked = (model: string, hidden: number) =>
    associativeRetrieval.targets(resolveOptions(associativeRetrieval, 'default', { model, hidden }));
  const [most] = asked('decayed', 20);
  expect(most).toMatchObject({ metric: 'error', comparison: '≤' });
  for (const model of ['lstm', 'control']) {
    expect(asked(model, 20).at(-1)).toMatchObject({ metric: 'error', comparison: '≥', value: most.value });
    expect(asked(model, 50).map(({ comparison }) => comparison)).toEqual(['≤']);
  }
});
