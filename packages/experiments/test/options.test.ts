// Rules O1–O3 of ../SPEC.md.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeRange, experiments, fovea, InputError, nearestNames, resolveOptions } from '../src/index.ts';
import type { Experiment, Options, OptionValue, Preset } from '../src/index.ts';

function problemsOf(resolve: () => unknown): readonly string[] {
  try {
    resolve();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error('expected an InputError');
}

test('O1 without preset and overrides, every option has its default', () => {
  const expected = Object.entries(fovea.options).map(([name, spec]) => [name, spec.default]);
  expect(resolveOptions(fovea)).toEqual(Object.fromEntries(expected));
  expect(resolveOptions(fovea, 'default')).toEqual(Object.fromEntries(expected));
});

test('O1 a preset changes its options and no others', () => {
  const standard = resolveOptions(fovea);
  expect(resolveOptions(fovea, 'quick')).toEqual({ ...standard, modelUpdates: 1500, updates: 300 });
  expect(resolveOptions(fovea, 'paper')).toMatchObject({ optimiser: 'sgd', batch: 1, carry: 1, size: 100 });
});

test('O1 overrides win over the preset', () => {
  const options = resolveOptions(fovea, 'quick', { updates: 7, scene: 'ring' });
  expect(options).toEqual({ ...resolveOptions(fovea, 'quick'), updates: 7, scene: 'ring' });
});

test.each([
  ['40', 40],
  ['+4.', 4],
  ['2e2', 200],
])('O1 the text %j is the whole number %d', (text, value) => {
  expect(resolveOptions(fovea, 'quick', { updates: text }).updates).toBe(value);
});

test.each([
  ['.05', 0.05],
  ['1e-3', 0.001],
  ['100', 100],
])('O1 the text %j is the number %d', (text, value) => {
  expect(resolveOptions(fovea, 'quick', { lr: text }).lr).toBe(value);
});

test('O1 the ends of a range belong to it', () => {
  for (const carry of [0, 1]) expect(resolveOptions(fovea, 'quick', { carry }).carry).toBe(carry);
  for (const size of [20, 400]) expect(resolveOptions(fovea, 'quick', { size }).size).toBe(size);
});

test.each(['', ' ', '0x10', '1_000', '1,5', '12 px', 'NaN', 'Infinity', '1e999', '--3', '4.5', 0, -1, NaN])(
  'O2 updates cannot be %j',
  (updates) => {
    const [problem, ...others] = problemsOf(() => resolveOptions(fovea, 'quick', { updates }));
    expect(problem).toMatch(/^updates must be a whole number in 1\.\.10000000, got /);
    expect(others).toEqual([]);
  },
);

test('O2 everything wrong is collected, with the nearest names', () => {
  const overrides = { updtes: 5, scene: 'triangel', carry: 2, colour: 'red', batch: 'many' };
  const problems = problemsOf(() => resolveOptions(fovea, 'quik' as Preset, overrides));
  expect(problems).toEqual([
    'preset must be one of quick, default, paper, got quik, did you mean quick?',
    'updtes: unknown option, did you mean updates?',
    expect.stringMatching(/^colour: unknown option; there are: scene, polarity, /),
    'scene must be one of triangle, cross, ring, bar, digits, got triangel, did you mean triangle?',
    'batch must be a whole number in 1..10000, got many',
    'carry must be a number in 0..1, got 2',
  ]);
});

test('O2 the message is one line with every problem, also for values of many lines', () => {
  const resolve = () => resolveOptions(fovea, 'quick', { scene: 'a\nb', [`x\ny`]: 1, lr: 'z'.repeat(500) });
  const problems = problemsOf(resolve);
  expect(problems).toHaveLength(3);
  expect(problems.at(-1)).toHaveLength('lr must be a number in 0..1e+38, got ""'.length + 40);
});

test.each(['constructor', 'toString', 'hasOwnProperty'])(
  'O2 %s, which every object has, is not an option, a preset or a scene',
  (name) => {
    const problems = problemsOf(() => resolveOptions(fovea, name as Preset, { [name]: 1, scene: name }));
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['preset', `${name}:`, 'scene']);
  },
);

test('O2 nearest names are begun by the word or few letters away, the nearest first', () => {
  const names = ['updates', 'modelUpdates', 'lr', 'modelLr', 'batch'];
  expect(nearestNames('upd', names)).toEqual(['updates']);
  expect(nearestNames('MODELUPDATE', names)).toEqual(['modelUpdates']);
  expect(nearestNames('bacth', names)).toEqual(['batch']);
  expect(nearestNames('xyz', names)).toEqual([]);
});

const anyValue = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.string(),
  fc.constantFrom<OptionValue>('adam', 'ring', 'both', '1', '0.5', '1e3', -0, 0.5, 50),
  fc.constantFrom(null, undefined, true, [], {}, 10n) as fc.Arbitrary<OptionValue>,
);

/** Overrides of real and of invented names with sensible and senseless values. */
function anyOverrides(experiment: Experiment): fc.Arbitrary<Record<string, OptionValue>> {
  const name = fc.oneof(fc.constantFrom(...Object.keys(experiment.options)), fc.string());
  return fc.dictionary(name, anyValue, { maxKeys: 8 });
}

function outOfRange(experiment: Experiment, options: Options): string[] {
  return Object.entries(experiment.options).flatMap(([name, spec]) => {
    const value = options[name];
    if (spec.kind === 'choice') return spec.choices.includes(value as string) ? [] : [name];
    const fits = typeof value === 'number' && value >= spec.min && value <= spec.max;
    return fits && (spec.kind === 'number' || Number.isInteger(value)) ? [] : [name];
  });
}

test.each(experiments.map((experiment) => [experiment.name, experiment] as const))(
  'O3 any overrides of %s give options in range or an error that lists each bad name',
  (_, experiment) => {
    const preset = fc.constantFrom<Preset>('quick', 'default', 'paper');
    fc.assert(
      fc.property(preset, anyOverrides(experiment), (chosen, overrides) => {
        let problems: readonly string[];
        try {
          const options = resolveOptions(experiment, chosen, overrides);
          expect(Object.keys(options)).toEqual(Object.keys(experiment.options));
          expect(outOfRange(experiment, options)).toEqual([]);
          problems = [];
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          problems = error.problems;
          expect(problems.length).toBeGreaterThan(0);
        }
        for (const [name, value] of Object.entries(overrides)) {
          const alone = Object.hasOwn(experiment.options, name) && accepts(experiment, name, value);
          expect(problems.some((problem) => saysOf(experiment, name, problem))).toBe(!alone);
        }
      }),
      { seed: 1991, numRuns: 500 },
    );
  },
);

/** Whether an option may have the value, by its documentation rather than by the code that parses it. */
function accepts({ options }: Experiment, name: string, value: unknown): boolean {
  const spec = options[name];
  if (spec.kind === 'choice') return spec.choices.some((each) => each === value);
  const decimal = typeof value === 'string' && value.trim() === value && /^[-+.\de]+$/i.test(value);
  const parsed = typeof value === 'number' ? value : decimal && value !== '' ? Number(value) : NaN;
  return parsed >= spec.min && parsed <= spec.max && (spec.kind === 'number' || Number.isInteger(parsed));
}

function saysOf({ options }: Experiment, name: string, problem: string): boolean {
  return Object.hasOwn(options, name)
    ? problem.startsWith(`${name} must be ${describeRange(options[name])}, got `)
    : problem.startsWith(`${name}: unknown option`);
}
