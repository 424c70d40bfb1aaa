import type { Metrics } from '@saccade/experiments';
import { requireExperiment, requireOptions } from '../experiments.ts';
import { defaultFolder, runPaths } from '../runs/folder.ts';
import { formatDuration, formatNumber } from '../terminal/format.ts';
import type { OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import type { Style } from '../terminal/style.ts';
import { tableLines } from '../terminal/table.ts';
import { atTerminal } from '../training/at-terminal.ts';
import { baselineName, BASELINES } from '../training/baselines.ts';
import { trainRun } from '../training/train-run.ts';

/** Flags of `saccade demo`. */
export interface DemoFlags extends OutputOptions {
  readonly seed: number;
  readonly out?: string;
}

const EXPERIMENT = 'fovea';

/** `saccade demo`: trains the fovea and compares it with controllers that did not learn. */
export async function demo(flags: DemoFlags): Promise<void> {
  const { seed, out = defaultFolder(EXPERIMENT, seed, new Date()) } = flags;
  const output = outputFor(flags);
  const { style } = output;
  const experiment = requireExperiment(EXPERIMENT);
  const options = requireOptions(experiment, 'default', {});
  output.prose(style.bold(experiment.title), style.dim(experiment.paper), '');
  const record = { experiment: EXPERIMENT, seed, preset: 'default', overrides: {}, options } as const;
  const result = await atTerminal(output, (host) =>
    trainRun({ experiment, options, record, folder: out }, host),
  );
  output.json(result);
  output.say(...comparison(result.metrics, style), '');
  const trained = `${formatNumber(result.steps)} steps of training in ${formatDuration(result.wallSeconds)}`;
  output.prose(style.dim(`${trained}, then 1,000 fresh scenes each; seed ${seed}.`), '');
  output.say(`report: ${runPaths(out).report}`);
}

/** Trained, random and untrained controllers, one a row. */
function comparison(metrics: Metrics, style: Style): string[] {
  const row = (title: string, nameOf: (metric: string) => string) => [
    title,
    percent(metrics[nameOf('hitRate')]),
    saccades(metrics[nameOf('meanSaccades')]),
  ];
  const rows = [
    row('trained', (metric) => metric),
    ...BASELINES.map((each) => row(each, (metric) => baselineName(each, metric))),
  ];
  const right = (title: string) => ({ title, align: 'right' }) as const;
  return tableLines([{ title: 'controller' }, right('hit rate'), right('mean saccades')], rows, style);
}

function percent(share: number | undefined): string | undefined {
  return share === undefined ? undefined : `${(share * 100).toFixed(1)} %`;
}

function saccades(count: number | undefined): string | undefined {
  return count === undefined ? undefined : count.toFixed(1);
}
