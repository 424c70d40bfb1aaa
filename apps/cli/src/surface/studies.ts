// Commands on many runs.
import { Option } from 'commander';
import type { Command } from 'commander';
import {
  parseChoice,
  parseCount,
  parseFolder,
  parsePath,
  parsePreset,
  parseSetting,
  PRESETS,
} from '../parse.ts';
import { parseGrid, parseSeeds } from '../sweep/flags.ts';
import { examples, OUTPUT_FLAGS } from './flags.ts';

export function declareSweep(program: Command): void {
  const count = (flag: string, range?: readonly [number, number]) => (text: string) =>
    parseCount(flag, text, range);
  program
    .command('sweep')
    .argument('<experiment>', 'name of an experiment; saccade list shows them')
    .description('train with many seeds and settings side by side; goes on where it was stopped')
    .requiredOption('--seeds <list>', 'seeds: 0..9 with both ends, 0,3,5, or both', parseSeeds)
    .option(
      '--grid <key=a,b...>',
      'values to try for options; several keys give every combination',
      parseGrid,
    )
    .option('--set <key=value...>', 'set options for all runs', parseSetting)
    .option('--preset <name>', `size of the runs: ${PRESETS.join(', ')}`, parsePreset, 'default')
    .option('--workers <n>', 'runs side by side (default: the cores)', count('--workers', [1, 1024]))
    .option(
      '--time-limit <seconds>',
      'stop a run that takes longer; the others go on',
      count('--time-limit', [1, 2_000_000]),
    )
    .option(
      '--retries <n>',
      'attempts beside the first, from the checkpoint',
      count('--retries', [0, 1000]),
      0,
    )
    .option(
      '--out <folder>',
      'sweep folder; one with a sweep is gone on with (default: sweeps/<experiment>-<time>)',
      parseFolder,
    )
    .option('--commit-results', 'write the results beside the experiments, for saccade compare')
    .option(...OUTPUT_FLAGS.json)
    .option(...OUTPUT_FLAGS.quiet)
    .addHelpText(
      'after',
      examples(
        'saccade sweep fovea --seeds 0..9',
        'saccade sweep fovea --seeds 0,3 --grid lr=0.01,0.005',
        'saccade sweep fovea --seeds 0..9 --out sweeps/fovea',
      ),
    )
    .action(async (name, flags) => (await import('../commands/sweep.ts')).sweep(name, flags));
}

export function declareCompare(program: Command): void {
  program
    .command('compare')
    .argument('[experiment...]', 'only these')
    .description('show the committed results beside papers and targets')
    .addOption(
      new Option('--format <name>', 'markdown or html (default: a table for the terminal)')
        .argParser((text: string) => parseChoice('--format', ['markdown', 'html'], text))
        .conflicts('json'),
    )
    .addOption(
      new Option('--out <file>', 'write it into a file; .md and .html need no --format')
        .argParser((text: string) => parsePath('--out', 'file', text))
        .conflicts('json'),
    )
    .addOption(
      new Option('--check', 'fail when an experiment has changed since its results were committed').conflicts(
        ['format', 'out'],
      ),
    )
    .option('--results <folder>', 'folder of the results (default: that of the experiments)', (text) =>
      parsePath('--results', 'folder', text),
    )
    .option(...OUTPUT_FLAGS.json)
    .addHelpText(
      'after',
      examples(
        'saccade compare',
        'saccade compare fovea --json',
        'saccade compare --out results.html',
        'saccade compare --check',
      ),
    )
    .action(async (names, flags) => (await import('../commands/compare.ts')).compare(names, flags));
}
