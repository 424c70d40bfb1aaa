import { evaluateRun, runKeys, weightsSha256 } from '@saccade/experiments';
import { formatDuration, formatNumber } from '../terminal/format.ts';
import type { OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { checkFinite } from '../training/check-finite.ts';
import { metricsTable } from '../training/metrics-table.ts';
import { loadRun } from '../training/saved-run.ts';

/** Flags of `saccade eval`. */
export interface EvalFlags extends OutputOptions {
  readonly episodes: number;
  readonly seed?: number;
  readonly best?: boolean;
}

/** `saccade eval <run>`: evaluates the latest or best checkpoint of a run on fresh scenes, and writes nothing. */
export async function evaluate(folder: string, flags: EvalFlags): Promise<void> {
  const output = outputFor(flags);
  const { experiment, options, record, run } = await loadRun(folder, { best: flags.best, note: output.note });
  const { episodes, seed = record.seed } = flags;
  try {
    const begin = performance.now();
    const { metrics, intervals } = evaluateRun(run, runKeys(seed).evaluation, episodes);
    const wallSeconds = Math.round(performance.now() - begin) / 1000;
    checkFinite(metrics);
    output.json({
      ...{ experiment: experiment.name, seed, options, episodes, metrics, intervals, steps: run.step },
      ...{ wallSeconds, weightsSha256: await weightsSha256(run.weights()), run: folder },
    });
    const { style } = output;
    const facts = `seed ${seed}, ${formatNumber(episodes)} episodes in ${formatDuration(wallSeconds)}`;
    output.prose(`${style.bold(experiment.title)}  ${style.dim(facts)}`, '');
    output.answer(...metricsTable(metrics, experiment.targets(options), output, intervals));
  } finally {
    run.dispose();
  }
}
