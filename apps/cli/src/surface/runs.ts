// Commands on one run.
import type { Command } from 'commander';
import {
  parseChoice,
  parseCount,
  parseFolder,
  parsePath,
  parsePreset,
  parseSeed,
  parseSetting,
  PRESETS,
} from '../parse.ts';
import { examples, OUTPUT_FLAGS, SAVING_FLAGS } from './flags.ts';

export function declareTrain(program: Command): void {
  program
    .command('train')
    .argument('<experiment>', 'name of an experiment; saccade list shows them')
    .description('train, evaluate on fresh data, and write a run folder with a report')
    .option('--seed <n>', 'seed of everything random', parseSeed, 0)
    .option('--preset <name>', `size of the run: ${PRESETS.join(', ')}`, parsePreset, 'default')
    .option('--set <key=value...>', 'set options of the experiment', parseSetting)
    .option(
      '--out <folder>',
      'run folder, new or empty (default: runs/<experiment>-s<seed>-<time>)',
      parseFolder,
    )
    .option(...SAVING_FLAGS.checkpointEvery)
    .option(...SAVING_FLAGS.keep)
    .option(...OUTPUT_FLAGS.json)
    .option(...OUTPUT_FLAGS.quiet)
    .addHelpText(
      'after',
      examples(
        'saccade train fovea',
        'saccade train fovea --seed 3 --preset quick',
        'saccade train fovea --set scene=digits --json',
      ),
    )
    .action(async (name, flags) => (await import('../commands/train.ts')).train(name, flags));
}

export function declareResume(program: Command): void {
  program
    .command('resume')
    .argument('<run>', 'a run folder')
    .description('go on with a training that was stopped, to the same bits as if it never had been')
    .option(...SAVING_FLAGS.checkpointEvery)
    .option(...SAVING_FLAGS.keep)
    .option(...OUTPUT_FLAGS.json)
    .option(...OUTPUT_FLAGS.quiet)
    .addHelpText('after', examples('saccade resume runs/fovea-s0', 'saccade resume runs/fovea-s0 --json'))
    .action(async (run, flags) => (await import('../commands/resume.ts')).resume(run, flags));
}

export function declareEval(program: Command): void {
  program
    .command('eval')
    .argument('<run>', 'a run folder')
    .description('evaluate a run on fresh scenes, with 95 % intervals')
    .option('--episodes <n>', 'number of scenes', (text) => parseCount('--episodes', text), 1000)
    .option('--seed <n>', 'seed of the scenes (default: the seed of the run)', parseSeed)
    .option('--best', 'take the best checkpoint instead of the newest')
    .option(...OUTPUT_FLAGS.json)
    .option(...OUTPUT_FLAGS.quiet)
    .addHelpText(
      'after',
      examples('saccade eval runs/fovea-s0 --episodes 5000', 'saccade eval runs/fovea-s0 --seed 7 --json'),
    )
    .action(async (run, flags) => (await import('../commands/eval.ts')).evaluate(run, flags));
}

export function declareReport(program: Command): void {
  program
    .command('report')
    .argument('<run>', 'a run folder, or the folder of a sweep')
    .description('write the HTML report of a run or sweep again')
    .option('--open', 'show it in the browser')
    .option(...OUTPUT_FLAGS.json)
    .addHelpText('after', examples('saccade report runs/fovea-s0', 'saccade report runs/fovea-s0 --open'))
    .action(async (run, flags) => (await import('../commands/report.ts')).report(run, flags));
}

export function declareExport(program: Command): void {
  program
    .command('export')
    .argument('<run>', 'a run folder')
    .description('write the weights or the metrics of a run for other programs')
    .requiredOption('--format <name>', 'safetensors or npz: the weights; csv: the metrics', (text) =>
      parseChoice('--format', ['safetensors', 'npz', 'csv'], text),
    )
    .option('--out <file>', 'default: weights.<format> or metrics.csv in the run folder', (text) =>
      parsePath('--out', 'file', text),
    )
    .option(...OUTPUT_FLAGS.json)
    .option(...OUTPUT_FLAGS.quiet)
    .addHelpText(
      'after',
      examples(
        'saccade export runs/fovea-s0 --format safetensors',
        'saccade export runs/fovea-s0 --format npz --out s0.npz',
        'saccade export runs/fovea-s0 --format csv',
      ),
    )
    .action(async (run, flags) => (await import('../commands/export.ts')).exportRun(run, flags));
}
