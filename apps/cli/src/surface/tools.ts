// Commands around the runs.
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { parseCount, parseFolder, parseNames, parseSeed, quote } from '../parse.ts';
import { examples, OUTPUT_FLAGS } from './flags.ts';

export function declareList(program: Command): void {
  program
    .command('list')
    .argument('[experiment]', 'show only this one')
    .description('experiments, their papers, presets and options')
    .option(...OUTPUT_FLAGS.json)
    .addHelpText('after', examples('saccade list', 'saccade list fovea', 'saccade list --json'))
    .action(async (name, flags) => (await import('../commands/list.ts')).list(name, flags));
}

export function declareDemo(program: Command): void {
  program
    .command('demo')
    .description('train the fovea, compare it with random and untrained controllers, write the report')
    .option('--seed <n>', 'seed of everything random', parseSeed, 0)
    .option('--out <folder>', 'run folder, new or empty', parseFolder)
    .option(...OUTPUT_FLAGS.json)
    .addHelpText('after', examples('saccade demo', 'saccade demo --seed 5'))
    .action(async (flags) => (await import('../commands/demo.ts')).demo(flags));
}

export function declareBench(program: Command): void {
  program
    .command('bench')
    .description('time compiled training steps beside the same code uncompiled, tfjs, and PyTorch')
    .option(
      '--only <names>',
      'rows to time, separated by commas',
      (text: string, earlier: readonly string[] = []) => [...earlier, ...parseNames('--only', text)],
    )
    .option(
      '--seconds <n>',
      'time to spend; slow rows may need more',
      (text) => parseCount('--seconds', text),
      45,
    )
    .option(...OUTPUT_FLAGS.json)
    .addHelpText(
      'after',
      examples(
        'saccade bench',
        'saccade bench --only lstm-b1-h32,policy-b1 --seconds 10',
        'saccade bench --json',
      ),
    )
    .action(async (flags) => (await import('../commands/bench.ts')).bench(flags));
}

export function declareDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check this machine: backend, SIMD, kernels, versions, data, browser')
    .option(...OUTPUT_FLAGS.json)
    .addHelpText('after', examples('saccade doctor', 'saccade doctor --json'))
    .action(async (flags) => (await import('../commands/doctor.ts')).doctor(flags));
}

export function declareHelp(program: Command): void {
  program
    .command('help')
    .argument('[command]', 'the command to explain')
    .description('show the help of a command')
    .addHelpText('after', examples('saccade help train'))
    .action((name?: string) => {
      const names = program.commands.map((command) => command.name());
      const command = name === undefined ? program : program.commands.find((each) => each.name() === name);
      if (!command) throw new UsageError(`unknown command ${quote(name!)}; there are: ${names.join(', ')}`);
      command.outputHelp();
    });
}
