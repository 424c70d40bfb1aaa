// Rules R1–R7 of ../SPEC.md, for any experiment.
import { key, readSafetensors, tensorCount, writeSafetensors } from '@saccade/math';
import { expect, test } from 'vitest';
import { resolveOptions, weightsSha256 } from '../src/index.ts';
import type { Checkpoint, Experiment, Options, Run } from '../src/index.ts';
import { finish, hashOf, trainAll } from './runs.ts';

/** A training so short that nothing is learned. */
export interface ShortTraining {
  readonly experiment: Experiment;
  readonly changes: Options;
  /** The step after each slice. */
  readonly slices: readonly number[];
  /** How many pictures are drawn at the end. */
  readonly drawings: number;
  /** Options that change sizes, where there are such: checkpoints of such a run do not fit. */
  readonly otherSizes?: Options;
  /** Metrics of the glossary that this training does not measure. */
  readonly unmeasured?: readonly string[];
}

/** As it comes back from a file. */
function stored({ tensors, metadata }: Checkpoint): Checkpoint {
  const read = readSafetensors(writeSafetensors(tensors, metadata));
  return { tensors: read.tensors, metadata: read.metadata ?? {} };
}

/** What is wrong with checkpoints that are like a good one, and how it is refused. */
function flawed({ tensors, metadata }: Checkpoint, total: number): [string, Checkpoint, RegExp][] {
  const [[first, tensor], ...rest] = Object.entries(tensors);
  const wide = { ...tensor, shape: [...tensor.shape, 1] };
  const ofStep = (step: string): [string, Checkpoint, RegExp] => [
    ...([`step ${step}`, { tensors, metadata: { ...metadata, step } }] as const),
    new RegExp(`must have a step in 0\\.\\.${total}, got ${step}$`),
  ];
  const without = (field: string): [string, Checkpoint, RegExp] => {
    const { [field]: _, ...others } = metadata;
    return [`no ${field}`, { tensors, metadata: others }, /checkpoint must .*, got undefined$/];
  };
  return [
    ['another run', { tensors, metadata: { ...metadata, run: 'other' } }, /of this experiment, got other$/],
    ['no tensors', { tensors: {}, metadata }, /got none/],
    [`no ${first}`, { tensors: Object.fromEntries(rest), metadata }, /must be .*, got none/],
    ['a shape', { tensors: { ...tensors, [first]: wide }, metadata }, /must be .*\[.*\].*, got .*, 1\]/],
    ['one tensor more', { tensors: { ...tensors, more: tensor }, metadata }, /more/],
    ...['', 'x', '1.5', '-1', '1e2', String(total + 1)].map(ofStep),
    ...Object.keys(metadata).map(without),
  ];
}

export function testRunContract(training: ShortTraining): void {
  const { experiment, changes, slices, drawings, otherSizes, unmeasured = [] } = training;
  const { name } = experiment;
  const create = (seed: number, more: Options = {}): Promise<Run> =>
    experiment.create(resolveOptions(experiment, 'quick', { ...changes, ...more }), key(seed), {});

  test(`R1 the key says what ${name} learns, in slices up to the end`, async () => {
    const run = await create(1);
    const steps: number[] = [];
    while (!run.done) {
      run.advance();
      steps.push(run.step);
    }
    expect(steps).toEqual(slices);
    expect(() => run.advance()).toThrow(`${name}: the run is done, after ${run.step} `);
    const hash = await finish(run);
    expect(await finish(await create(1))).toBe(hash);
    expect(await finish(await create(2))).not.toBe(hash);
  });

  test.each([0, ...slices.map((_, i) => i + 1)])(
    `R2 ${name} stopped after %i slices goes on with the same bits`,
    async (count) => {
      const [whole, later] = [await create(3), await create(3)];
      for (let i = 0; i < count; i++) whole.advance();
      later.restore(stored(whole.state()));
      expect(later.step).toBe(whole.step);
      expect(trainAll(later)).toEqual(trainAll(whole));
      expect(later.evaluate(key(4), 20)).toEqual(whole.evaluate(key(4), 20));
      expect(hashOf(later.state())).toBe(hashOf(whole.state()));
      expect(await finish(later)).toBe(await finish(whole));
    },
  );

  test(`R2 ${name} goes back to a checkpoint of its own`, async () => {
    const run = await create(3);
    run.advance();
    const checkpoint = run.state();
    const hash = hashOf(checkpoint);
    trainAll(run);
    expect(hashOf(checkpoint)).toBe(hash);
    run.restore(checkpoint);
    expect(hashOf(run.state())).toBe(hash);
    expect(await finish(run)).toBe(await finish(await create(3)));
  });

  test(`R3 ${name} refuses a checkpoint that does not fit, and stays as it was`, async () => {
    const run = await create(1);
    run.advance();
    const refused = flawed(run.state(), run.totalSteps);
    if (otherSizes) {
      const other = await create(1, otherSizes);
      refused.push(['other sizes', other.state(), /must be .*, got /]);
      other.dispose();
    }
    const before = { hash: hashOf(run.state()), count: tensorCount(), step: run.step };
    for (const [flaw, checkpoint, message] of refused) {
      expect(() => run.restore(checkpoint), flaw).toThrow(message);
      expect({ hash: hashOf(run.state()), count: tensorCount(), step: run.step }, flaw).toEqual(before);
    }
    expect(await finish(run)).toBe(await finish(await create(1)));
  });

  test(`R4 judging and drawing leave the training of ${name} alone`, async () => {
    const run = await create(5);
    const looked = async (): Promise<void> => {
      const before = { hash: hashOf(run.state()), weights: await weightsSha256(run.weights()) };
      const metrics = run.evaluate(key(6), 30);
      expect(run.evaluate(key(6), 30)).toEqual(metrics);
      expect(run.draw(key(7))).toEqual(run.draw(key(7)));
      expect({ hash: hashOf(run.state()), weights: await weightsSha256(run.weights()) }).toEqual(before);
    };
    for (await looked(); !run.done; await looked()) run.advance();
    expect(await finish(run)).toBe(await finish(await create(5)));
  });

  test(`R5 ${name} keeps the number of tensors, and dispose frees them all`, async () => {
    const before = tensorCount();
    const run = await create(5);
    const beginning = run.state();
    const look = (): void => {
      run.evaluate(key(6), 30);
      run.draw(key(7));
    };
    // What is compiled the first time keeps its inputs.
    trainAll(run);
    look();
    const count = tensorCount();
    for (run.restore(beginning); !run.done;) {
      run.advance();
      expect(tensorCount()).toBe(count);
    }
    look();
    expect(tensorCount()).toBe(count);
    run.dispose();
    expect(tensorCount()).toBe(before);
  });

  test(`R6 ${name} measures what its glossary explains`, async () => {
    const run = await create(1);
    const measured = [...trainAll(run), run.evaluate(key(2), 5)].flatMap((metrics) => Object.keys(metrics));
    expect([...new Set([...measured, ...unmeasured])].sort()).toEqual(Object.keys(experiment.metrics).sort());
    expect(unmeasured.filter((metric) => measured.includes(metric))).toEqual([]);
    for (const episodes of [0, -1, 1.5, NaN, Infinity])
      expect(() => run.evaluate(key(2), episodes)).toThrow(
        `${name}: episodes must be a whole number ≥ 1, got ${episodes}`,
      );
    run.dispose();
  });

  test(`R7 ${name} draws single svg elements with titles and captions`, async () => {
    const run = await create(1);
    const untrained = run.draw(key(2));
    trainAll(run);
    const trained = run.draw(key(2));
    expect(trained).toHaveLength(drawings);
    for (const { title, caption, svg } of [...untrained, ...trained]) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<]*>[\s\S]*<\/svg>$/);
      expect(svg.match(/<svg/g)).toHaveLength(1);
      expect(svg.match(/<\/svg>/g)).toHaveLength(1);
      expect(svg).not.toMatch(/NaN|undefined|Infinity|href|<script/);
      expect([title, caption].every((text) => /\S/.test(text))).toBe(true);
    }
    run.dispose();
  });
}
