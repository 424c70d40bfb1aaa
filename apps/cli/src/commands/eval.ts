import { runKeys, weightsSha256 } from '@saccade/experiments';
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
}

/** `saccade eval <run>`: evaluates the latest checkpoint of a run on fresh scenes, and writes nothing. */
export async function evaluate(folder: string, flags: EvalFlags): Promise<void> {
  const output = outputFor(flags);
  const { experiment, options, record, run } = await loadRun(folder, output.note);
  const { episodes, seed = record.seed } = flags;
  try {
    const begin = performance.now();
    const metrics = run.evaluate(runKeys(seed).evaluation, episodes);
    const wallSeconds = Math.round(performance.now() - begin) / 1000;
    checkFinite(metrics, 'evaluation');
    output.json({
      ...{ experiment: experiment.name, seed, options, episodes, metrics, steps: run.step, wallSeconds },
      ...{ weightsSha256: await weightsSha256(run.weights()), run: folder },
    });
    const facts = `seed ${seed}, ${formatNumber(episodes)} episodes in ${formatDuration(wallSeconds)}`;
    output.say(`${output.style.bold(experiment.title)}  ${output.style.dim(facts)}`, '');
    output.answer(...metricsTable(metrics, experiment.targets(options), output.style));
  } finally {
    run.dispose();
  }
}
