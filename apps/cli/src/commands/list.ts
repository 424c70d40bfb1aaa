import type { Experiment } from '@saccade/experiments';
import { describeRange, experiments, PRESETS, resolveOptions } from '@saccade/experiments';
import { requireExperiment } from '../experiments.ts';
import type { Output, OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { tableLines } from '../terminal/table.ts';

/** `saccade list [experiment]`: what can be run, from which paper, in which sizes, with which options. */
export async function list(name: string | undefined, flags: OutputOptions): Promise<void> {
  const shown = name === undefined ? experiments : [requireExperiment(name)];
  const output = outputFor(flags);
  output.json({ experiments: shown.map(describe) });
  for (const experiment of shown) sayExperiment(experiment, output);
}

function describe(experiment: Experiment) {
  const { name, title, paper, reproduces, deviations, options, presets, metrics } = experiment;
  const targets = experiment.targets(resolveOptions(experiment));
  return { name, title, paper, reproduces, deviations, options, presets, metrics, targets };
}

function sayExperiment(experiment: Experiment, { say, style }: Output): void {
  const { name, title, paper, options, presets } = experiment;
  say(`${style.bold(style.accent(name))}  ${style.bold(title)}`, style.dim(paper), '');
  const rows = Object.entries(options).map(([option, spec]) => [
    option,
    ...PRESETS.map((preset) => String(presets[preset][option] ?? spec.default)),
    spec.kind === 'choice' ? '' : spec.unit,
    describeRange(spec),
    spec.doc,
  ]);
  const right = (heading: string) => ({ title: heading, align: 'right' }) as const;
  const columns = [
    { title: 'option' },
    right('quick'),
    right('default'),
    right('paper'),
    { title: 'unit' },
    { title: 'takes' },
    { title: 'what it is' },
  ];
  say(...tableLines(columns, rows, style), '');
}
