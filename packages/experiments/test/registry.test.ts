// Rules E1–E2 of ../SPEC.md. Names of measured metrics: fovea.test.ts.
import { expect, test } from 'vitest';
import type { Experiment } from '../src/index.ts';
import { experiments, findExperiment, InputError, PRESETS, resolveOptions } from '../src/index.ts';

const presetsOf = ({ presets }: Experiment) => PRESETS.filter((preset) => preset in presets);
const all = experiments.map((experiment) => [experiment.name, experiment] as const);

test('E1 names are unique words that find their experiment', () => {
  expect(new Set(experiments.map(({ name }) => name)).size).toBe(experiments.length);
  for (const experiment of experiments) {
    expect(experiment.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(findExperiment(experiment.name)).toBe(experiment);
  }
});

const names = experiments.map(({ name }) => name).join(', ');

test.each([
  ['foveaa', 'unknown experiment foveaa, did you mean fovea?'],
  ['fovea-gaols', 'unknown experiment fovea-gaols, did you mean fovea-goals?'],
  ['mnist', `unknown experiment mnist; there are: ${names}`],
  ['', `unknown experiment ; there are: ${names}`],
])('E1 the name %j is refused with: %s', (name, message) => {
  expect(() => findExperiment(name)).toThrow(new InputError([message]));
});

test.each(all)('E2 every preset of %s resolves and has targets that name metrics', (_, experiment) => {
  for (const preset of presetsOf(experiment)) {
    const options = resolveOptions(experiment, preset);
    const targets = experiment.targets(options);
    expect(targets.length).toBeGreaterThan(0);
    for (const { metric, comparison, value } of targets) {
      expect(experiment.metrics).toHaveProperty(metric);
      expect(experiment.metrics[metric].better).toBe(comparison === '≥' ? 'higher' : 'lower');
      expect(Number.isFinite(value)).toBe(true);
    }
  }
});

test.each(all)(
  'E2 %s says what it is, what differs, and what each option is and where it is from',
  (_, e) => {
    for (const text of [e.title, e.paper, e.reproduces, ...e.deviations]) expect(text).toMatch(/\S/);
    expect(e.deviations.length).toBeGreaterThan(0);
    for (const spec of Object.values(e.options)) {
      expect(spec.doc).toMatch(/\S/);
      expect(spec.source).toMatch(/^(ours|[A-Z].* (19|20)\d\d)$/);
    }
  },
);

test.each(all)('E2 what tells the best checkpoint of %s is a metric with a good way', (_, experiment) => {
  const { bestBy, metrics } = experiment;
  expect(bestBy === undefined || metrics[bestBy].better !== undefined).toBe(true);
});

test.each(all)('E2 presets of %s change options to other values than the default', (_, experiment) => {
  for (const preset of presetsOf(experiment)) {
    for (const [name, value] of Object.entries(experiment.presets[preset]!)) {
      expect(experiment.options).toHaveProperty(name);
      expect(value, `${preset}: ${name}`).not.toBe(experiment.options[name].default);
    }
  }
});
