// Rules R1–R7, Q1–Q3 and A1 of ../SPEC.md, for the experiments on retrieval.
import { key, start, tidy, zerosLike } from '@saccade/math';
import { TOLERANCE } from '@saccade/math/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { associativeRetrieval, deltaRetrieval, resolveOptions, runExperiment } from '../src/index.ts';
import { drawBatch, trainedLength } from '../src/delta-retrieval/batch.ts';
import {
  answerByQuery,
  answerByWeights,
  initRetrieval,
  retrievalLoss,
} from '../src/delta-retrieval/model.ts';
import type { DeltaRetrievalOptions } from '../src/delta-retrieval/options.ts';
import { testRunContract } from './run-contract.ts';
import { finish, untyped } from './runs.ts';

beforeAll(async () => {
  await start();
});

testRunContract({
  experiment: untyped(deltaRetrieval),
  changes: { keys: 4, keySize: 6, batch: 4, updates: 250, stopAt: 0, setting: 'replaced', rule: 'delta' },
  slices: [100, 200, 250],
  drawings: 1,
  otherSizes: { keySize: 7 },
});

describe.each(['decayed', 'delta', 'gatedDelta', 'gated', 'lstm', 'control'])('%s', (model) => {
  testRunContract({
    experiment: untyped(associativeRetrieval),
    changes: { model, hidden: 5, fastSize: 4, readout: 6, examples: 210, batch: 8, epochs: 10 },
    slices: [100, 200, 260],
    drawings: 1,
    otherSizes: { readout: 7 },
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

  test('Q4 beyond its capacity a memory fails when trained as in the paper, and sums fail at replacing however trained', () => {
    const asked = (preset: 'default' | 'paper', overrides: Partial<DeltaRetrievalOptions>) =>
      deltaRetrieval.targets(resolveOptions(deltaRetrieval, preset, overrides as never))[0]!.metric;
    const full = { memory: 'linear', keys: 60 } as const;
    expect(asked('paper', full)).toBe('failed');
    expect(asked('default', full)).toBe('loss');
    expect(asked('default', { setting: 'replaced', rule: 'sum', keys: 20 })).toBe('failed');
    expect(asked('paper', { keys: 100 })).toBe('loss');
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

const asked = (model: string, hidden: number) =>
  associativeRetrieval.targets(resolveOptions(associativeRetrieval, 'default', { model, hidden }));

test('A2 what is asked of fast weights of 20 units and of others lies apart', () => {
  const [most] = asked('decayed', 20);
  expect(most).toMatchObject({ metric: 'error', comparison: '≤' });
  for (const model of ['lstm', 'control']) {
    expect(asked(model, 20).at(-1)).toMatchObject({ metric: 'error', comparison: '≥', value: most.value });
    expect(asked(model, 50).map(({ comparison }) => comparison)).toEqual(['≤']);
  }
});

test('A3 clip shortens what is longer alone, and 0 shortens nothing', async () => {
  const trained = async (clip: number) => {
    const options = resolveOptions(associativeRetrieval, 'quick', {
      hidden: 5,
      readout: 6,
      examples: 210,
      clip,
    });
    return finish(await associativeRetrieval.create(options, key(1), {}));
  };
  const hash = await trained(0);
  expect(await trained(1e6)).toBe(hash);
  expect(await trained(0.1)).not.toBe(hash);
});
