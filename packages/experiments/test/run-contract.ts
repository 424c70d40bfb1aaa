// Rules R1–R7 of ../SPEC.md, for any experiment.
import { key, tensorCount } from '@saccade/math';
import { expect, test } from 'vitest';
import { resolveOptions } from '../src/index.ts';
import type { Experiment, Options, Run } from '../src/index.ts';
import { finish, hashOf, trainAll } from './runs.ts';

/** A training so short that nothing is learned. */
export interface ShortTraining {
  readonly experiment: Experiment;
  readonly changes: Options;
  /** The step after each slice. */
  readonly slices: readonly number[];
  /** How many pictures are drawn. */
  readonly drawings: number;
}

export function testRunContract({ experiment, changes, slices, drawings }: ShortTraining): void {
  const { name } = experiment;
  const create = (seed: number): Promise<Run> =>
    experiment.create(resolveOptions(experiment, 'quick', changes), key(seed), {});

  test(`R1 the key says what ${name} learns, in slices up to the end`, async () => {
    const run = await create(1);
    const steps: number[] = [];
    while (!run.done) {
      run.advance();
      steps.push(run.step);
    }
    expect(steps).toEqual(slices);
    expect(() => run.advance()).toThrow(`${name}: the run is done, after`);
    const hash = await finish(run);
    expect(await finish(await create(1))).toBe(hash);
    expect(await finish(await create(2))).not.toBe(hash);
  });

  test.each([0, ...slices.map((_, i) => i + 1)])(
    `R2 ${name} stopped after %i slices goes on with the same bits`,
    async (count) => {
      const [whole, later] = [await create(3), await create(3)];
      for (let i = 0; i < count; i++) whole.advance();
      later.restore(whole.state());
      expect(later.step).toBe(whole.step);
      expect(trainAll(later)).toEqual(trainAll(whole));
      expect(later.evaluate(key(4), 20)).toEqual(whole.evaluate(key(4), 20));
      expect(hashOf(later.state())).toBe(hashOf(whole.state()));
      expect(await finish(later)).toBe(await finish(whole));
    },
  );

  test(`R3 ${name} refuses a checkpoint that does not fit, and stays as it was`, async () => {
    const run = await create(1);
    run.advance();
    const { tensors, metadata } = run.state();
    const before = hashOf(run.state());
    const step = String(run.totalSteps + 1);
    expect(() => run.restore({ tensors, metadata: { ...metadata, run: 'other' } })).toThrow(
      'must be of this',
    );
    expect(() => run.restore({ tensors, metadata: { ...metadata, step } })).toThrow('must have a step in');
    expect(() => run.restore({ tensors: {}, metadata })).toThrow('got none');
    expect(hashOf(run.state())).toBe(before);
    run.dispose();
  });

  test(`R4 R5 judging and drawing leave the training of ${name} alone; dispose frees all tensors`, async () => {
    const before = tensorCount();
    const run = await create(5);
    run.advance();
    const [hash, count] = [hashOf(run.state()), tensorCount()];
    const metrics = run.evaluate(key(6), 30);
    run.draw(key(7));
    expect(run.evaluate(key(6), 30)).toEqual(metrics);
    expect([hashOf(run.state()), tensorCount()]).toEqual([hash, count]);
    run.advance();
    expect(tensorCount()).toBe(count);
    run.dispose();
    expect(tensorCount()).toBe(before);
  });

  test(`R6 R7 ${name} measures what its glossary explains, and draws single svg elements`, async () => {
    const run = await create(1);
    const measured = [...trainAll(run), run.evaluate(key(2), 5)].flatMap((metrics) => Object.keys(metrics));
    expect(Array.from(new Set(measured)).sort()).toEqual(Object.keys(experiment.metrics).sort());
    expect(() => run.evaluate(key(2), 0)).toThrow('episodes must be a whole number ≥ 1, got 0');
    const drawn = run.draw(key(2));
    expect(run.draw(key(2))).toEqual(drawn);
    expect(drawn).toHaveLength(drawings);
    for (const { title, caption, svg } of drawn) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<]*>[\s\S]*<\/svg>$/);
      expect(svg.match(/<svg/g)).toHaveLength(1);
      expect(svg).not.toMatch(/NaN|undefined|href|<script/);
      expect([title, caption].every((text) => /\S/.test(text))).toBe(true);
    }
    run.dispose();
  });
}
