import type { Experiment, OptionSpec, Preset } from '@saccade/experiments';
import { experiments, PRESETS, resolveOptions } from '@saccade/experiments';
import { requireExperiment } from '../experiments.ts';
import type { Output, OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { tableLines } from '../terminal/table.ts';

/** `saccade list [experiment]`: what can be run, from which paper, in which sizes; of one experiment, with which options. */
export async function list(name: string | undefined, flags: OutputOptions): Promise<void> {
  const one = name === undefined ? undefined : requireExperiment(name);
  const output = outputFor(flags);
  output.json({ experiments: (one ? [one] : experiments).map(describe) });
  if (one) sayExperiment(one, output);
  else sayAll(output);
}

function describe(experiment: Experiment) {
  const { name, title, paper, reproduces, deviations, options, presets, metrics } = experiment;
  const targets = experiment.targets(resolveOptions(experiment));
  return { name, title, paper, reproduces, deviations, options, presets, metrics, targets };
}

function sayAll({ say, style, width }: Output): void {
  const rows = experiments.map(({ name, presets, paper, title }) => [
    name,
    PRESETS.filter((preset) => preset in presets).join(', '),
    `${title} (${paper})`,
  ]);
  const columns = [{ title: 'experiment' }, { title: 'presets' }, { title: 'what it is', wrap: true }];
  say(...tableLines(columns, rows, style, width), '');
  say('saccade list <experiment> shows its options.');
}

function sayExperiment(experiment: Experiment, { say, prose, style, width }: Output): void {
  const { name, title, paper, reproduces, options, presets } = experiment;
  prose(`${style.bold(style.accent(name))}  ${style.bold(title)}`, paper, '', reproduces, '');
  const others = PRESETS.filter((preset) => preset !== 'default' && preset in presets);
  const rows = Object.entries(options).map(([option, spec]) => [
    option,
    String(presets.default[option] ?? spec.default),
    ...others.map((preset) => valueIn(experiment, preset, option)),
    `${spec.doc} (${range(spec)})`,
  ]);
  const right = (heading: string) => ({ title: heading, align: 'right' }) as const;
  const columns = [
    { title: 'option' },
    right('default'),
    ...others.map(right),
    { title: 'what it is', wrap: true },
  ];
  say(...tableLines(columns, rows, style, width), '');
}

/** The value that a preset gives to an option, empty where it is that of the default preset. */
function valueIn({ options, presets }: Experiment, preset: Preset, option: string): string {
  const [usual, value] = (['default', preset] as const).map(
    (each) => presets[each]?.[option] ?? options[option]!.default,
  );
  return value === usual ? '' : String(value);
}

function range(spec: OptionSpec): string {
  if (spec.kind === 'choice') return spec.choices.join(', ');
  return `${spec.min}..${spec.max} ${spec.unit}`.trimEnd();
}
