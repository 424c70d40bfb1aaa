import type { Preset } from '@saccade/experiments';
import { shellWord } from '../training/train-command.ts';
import type { Grid } from './flags.ts';
import { formatSeeds } from './flags.ts';
import type { Overrides } from './settings.ts';

/** What a sweep is asked for: that from which its jobs follow. */
export interface SweepRequest {
  readonly experiment: string;
  readonly preset: Preset;
  readonly seeds: readonly number[];
  /** `--set`: for all settings. */
  readonly set: Overrides;
  readonly grid: Grid;
}

/**
 * The command line of a sweep, quoted for a POSIX shell.
 * @param flags - more of them, which do not decide about jobs: `['--out', folder]`.
 */
export function sweepCommand(request: SweepRequest, flags: readonly string[] = []): string {
  const { experiment, preset, seeds, set, grid } = request;
  const words = [
    ...['saccade', 'sweep', experiment, '--seeds', formatSeeds(seeds)],
    ...(preset === 'default' ? [] : ['--preset', preset]),
    ...Object.entries(set).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ...Object.entries(grid).flatMap(([name, values]) => ['--grid', `${name}=${values.join(',')}`]),
    ...flags,
  ];
  return words.map(shellWord).join(' ');
}
