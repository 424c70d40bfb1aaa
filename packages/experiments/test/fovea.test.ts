// Rules R1–R7 of ../SPEC.md. Those of whole trainings: quick.test.ts, learning.test.ts.
import { key, readSafetensors, start, tensorCount, writeSafetensors } from '@saccade/math';
import { beforeAll, describe, expect, test } from 'vitest';
import { weightsSha256 } from '../src/index.ts';
import type { Checkpoint } from '../src/index.ts';
import { finish, hashOf, tiny, trainAll } from './runs.ts';

beforeAll(async () => {
  await start();
});

/** As it comes back from a file. */
function stored({ tensors, metadata }: Checkpoint): Checkpoint {
  const read = readSafetensors(writeSafetensors(tensors, metadata));
  return { tensors: read.tensors, metadata: read.metadata ?? {} };
}

describe.each(tiny)('$name', ({ name, experiment, create }) => {
  test('R1 the key says what is learned', async () => {
    const hash = await finish(await create(key(1)));
    expect(await finish(await create(key(1)))).toBe(hash);
    expect(await finish(await create(key(2)))).not.toBe(hash);
  });

  test('R1 slices count updates up to the end, and none comes after it', async () => {
    const run = await create(key(1));
    const steps = [run.step];
    while (!run.done) {
      const metrics = run.advance();
      steps.push(run.step);
      expect(Object.keys(metrics)).toEqual([run.step <= 150 ? 'modelLoss' : 'controllerLoss']);
    }
    expect(steps).toEqual([0, 100, 150, 170, 180]);
    expect(run.totalSteps).toBe(180);
    expect(() => run.advance()).toThrow(`${name}: the run is done, after 180 updates`);
    run.dispose();
  });

  test.each([
    ['at the beginning', 0],
    ['while M learns', 1],
    ['between M and C', 2],
    ['while C learns', 3],
    ['at the end', 4],
  ])('R2 a run stopped %s goes on with the same bits', async (_, slices) => {
    const whole = await create(key(3));
    for (let i = 0; i < slices; i++) whole.advance();
    const checkpoint = stored(whole.state());
    const later = await create(key(3));
    later.restore(checkpoint);
    expect(later.step).toBe(whole.step);
    expect(trainAll(later)).toEqual(trainAll(whole));
    expect(later.evaluate(key(4), 50)).toEqual(whole.evaluate(key(4), 50));
    expect(hashOf(later.state())).toBe(hashOf(whole.state()));
    expect(await finish(later)).toBe(await finish(whole));
  });

  test('R2 a run goes back to a checkpoint of its own', async () => {
    const run = await create(key(3));
    run.advance();
    const checkpoint = run.state();
    const hash = hashOf(checkpoint);
    trainAll(run);
    expect(hashOf(checkpoint)).toBe(hash);
    run.restore(checkpoint);
    expect(hashOf(run.state())).toBe(hash);
    expect(await finish(run)).toBe(await finish(await create(key(3))));
  });

  test('R3 a checkpoint that does not fit is refused, and the run stays as it was', async () => {
    const [run, other, wide] = [
      await create(key(1)),
      await tiny.find((each) => each.name !== name)!.create(key(1)),
      await create(key(1), { controllerHidden: 21 }),
    ];
    run.advance();
    const { tensors, metadata } = run.state();
    const [first, ...rest] = Object.entries(tensors);
    const steps = ['', 'x', '1.5', '-1', '181', '1e2'].map((step) => ({ ...metadata, step }));
    const refused: [Checkpoint, RegExp][] = [
      [other.state(), /must be of this experiment, got fovea/],
      [{ tensors, metadata: {} }, /must be of this experiment/],
      [wide.state(), /must be \[40, 20\].*got \[40, 21\]|must be \[80, 20\].*got \[80, 21\]/],
      [{ tensors: Object.fromEntries(rest), metadata }, new RegExp(`"${first[0]}" must be .*got none`)],
      [{ tensors: { ...tensors, more: first[1] }, metadata }, /"more"/],
      ...steps.map((each): [Checkpoint, RegExp] => [
        { tensors, metadata: each },
        /must have a step in 0\.\.180, got /,
      ]),
    ];
    const before = { hash: hashOf(run.state()), count: tensorCount(), step: run.step };
    for (const [checkpoint, message] of refused) {
      expect(() => run.restore(checkpoint)).toThrow(message);
      expect({ hash: hashOf(run.state()), count: tensorCount(), step: run.step }).toEqual(before);
    }
    [other, wide].forEach((each) => each.dispose());
    expect(await finish(run)).toBe(await finish(await create(key(1))));
  });

  test('R4 judging and drawing leave training alone', async () => {
    const run = await create(key(5));
    const looked = async (): Promise<void> => {
      const before = { hash: hashOf(run.state()), weights: await weightsSha256(run.weights()) };
      const metrics = run.evaluate(key(6), 30);
      expect(run.evaluate(key(6), 30)).toEqual(metrics);
      run.draw(key(7));
      expect({ hash: hashOf(run.state()), weights: await weightsSha256(run.weights()) }).toEqual(before);
    };
    for (await looked(); !run.done; await looked()) run.advance();
    expect(await finish(run)).toBe(await finish(await create(key(5))));
  });

  test('R5 each half of fifty slices keeps the number of tensors, and dispose frees them all', async () => {
    const before = tensorCount();
    const run = await create(key(8), { modelUpdates: 2500, updates: 500, modelBatch: 2, batch: 2, steps: 2 });
    const counts = [tensorCount()];
    for (let i = 0; i < 50; i++) {
      run.advance();
      counts.push(tensorCount());
    }
    expect(run.done).toBe(true);
    run.evaluate(key(9), 10);
    run.draw(key(9));
    run.restore(run.state());
    counts.push(tensorCount());
    // C acts by a program that keeps its inputs, from C's first slice on.
    const learningModel = counts.slice(0, 26);
    expect(new Set(learningModel)).toEqual(new Set([counts[0]]));
    expect(new Set(counts.slice(26))).toEqual(new Set([counts[26]]));
    run.dispose();
    expect(tensorCount()).toBe(before);
  });

  test('R6 1,500 episodes are the first 1,000 and 500 more', async () => {
    const run = await create(key(1));
    const [more, first] = [run.evaluate(key(2), 1500), run.evaluate(key(2), 1000)];
    for (const [metric, { unit }] of Object.entries(experiment.metrics)) {
      if (unit !== 'share' || metric === 'modelError') continue;
      const others = 1500 * more[metric] - 1000 * first[metric];
      expect(others).toBeCloseTo(Math.round(others), 6);
      expect(others).toBeGreaterThanOrEqual(-1e-6);
      expect(others).toBeLessThanOrEqual(500 + 1e-6);
    }
    expect(more).not.toEqual(first);
    expect(() => run.evaluate(key(2), 0)).toThrow('episodes must be a whole number ≥ 1, got 0');
    run.dispose();
  });

  test('R6 every metric of training and evaluation is in the glossary, and the other way round', async () => {
    const run = await create(key(1));
    const measured = [...trainAll(run), run.evaluate(key(2), 10)].flatMap((metrics) => Object.keys(metrics));
    expect(Array.from(new Set(measured)).sort()).toEqual(Object.keys(experiment.metrics).sort());
    run.dispose();
  });

  test('R7 drawings are single svg elements with titles and captions', async () => {
    const run = await create(key(1));
    const drawings = run.draw(key(2));
    expect(drawings).toHaveLength(1 + 8 + 9);
    for (const { title, caption, svg } of drawings) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<]*>[\s\S]*<\/svg>$/);
      expect(svg.match(/<svg/g)).toHaveLength(1);
      expect(svg.match(/<\/svg>/g)).toHaveLength(1);
      expect(svg).not.toMatch(/NaN|undefined|href|<script/);
      expect([title, caption].every((text) => /\S/.test(text))).toBe(true);
    }
    expect(run.draw(key(2))).toEqual(drawings);
    run.dispose();
  });
});
