import { Command, Option } from 'commander';
import { UsageError } from './errors.ts';
import {
  parseChoice,
  parseCount,
  parseFolder,
  parseNames,
  parsePath,
  parsePreset,
  parseSeed,
  parseSetting,
  PRESETS,
  quote,
} from './parse.ts';
import { refuseRepeats } from './refuse-repeats.ts';
import { parseGrid, parseSeeds } from './sweep/flags.ts';
import { saccadeVersion } from './version.ts';

const OUTPUT_FLAGS = {
  json: ['--json', 'print one JSON object on stdout, progress as JSON lines on stderr'],
  quiet: ['--quiet', 'print only the answer'],
} as const;

const SAVING_FLAGS = {
  checkpointEvery: [
    '--checkpoint-every <n>',
    'slices of training, each a fraction of a second, between checkpoints (default: 100)',
    (text: string) => parseCount('--checkpoint-every', text),
  ],
  keep: [
    '--keep <n>',
    'checkpoints that stay on disk, beside the best (default: 3)',
    (text: string) => parseCount('--keep', text),
  ],
} as const;

/**
 * The surface of the command: names, arguments, flags and help. Each action loads its module only when it runs, so that
 * `--help` and mistakes answer at once.
 */
export function createProgram(): Command {
  const program = new Command('saccade')
    .description(
      'Networks that learn where to look: rerun the published experiments, and see what they learned.',
    )
    .version(saccadeVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .configureHelp({ subcommandTerm, minWidthToWrap: 20 })
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .addHelpText('after', examples('saccade demo', 'saccade train fovea --seed 3', 'saccade train --help'));
  for (const declare of [
    ...[declareList, declareTrain, declareResume, declareSweep, declareEval, declareReport],
    ...[declareCompare, declareExport, declareDemo, declareBench, declareDoctor],
  ])
    declare(program);
  declareHelp(program);
  program.commands.forEach(refuseRepeats);
  return program;
}

function declareList(program: Command): void {
  program
    .command('list')
    .argument('[experiment]', 'show only this one')
    .description('experiments, their papers, presets and options')
    .option(...OUTPUT_FLAGS.json)
    .addHelpText('after', examples('saccade list', 'saccade list fovea', 'saccade list --json'))
    .action(async (name, flags) => (await import('./commands/list.ts')).list(name, flags));
}

function declareTrain(program: Command): void {
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
    .action(async (name, flags) => (await import('./commands/train.ts')).train(name, flags));
}

function declareResume(program: Command): void {
  program
    .command('resume')
    .argument('<run>', 'a run folder')
    .description('go on with a training that was stopped, to the same bits as if it never had been')
    .option(...SAVING_FLAGS.checkpointEvery)
    .option(...SAVING_FLAGS.keep)
    .option(...OUTPUT_FLAGS.json)
    .option(...OUTPUT_FLAGS.quiet)
    .addHelpText('after', examples('saccade resume runs/fovea-s0', 'saccade resume runs/fovea-s0 --json'))
    .action(async (run, flags) => (await import('./commands/resume.ts')).resume(run, flags));
}

function declareSweep(program: Command): void {
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
    .action(async (name, flags) => (await import('./commands/sweep.ts')).sweep(name, flags));
}

function declareEval(program: Command): void {
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
    .action(async (run, flags) => (await import('./commands/eval.ts')).evaluate(run, flags));
}

function declareReport(program: Command): void {
  program
    .command('report')
    .argument('<run>', 'a run folder, or the folder of a sweep')
    .description('write the HTML report of a run or sweep again')
    .option('--open', 'show it in the browser')
    .option(...OUTPUT_FLAGS.json)
    .addHelpText('after', examples('saccade report runs/fovea-s0', 'saccade report runs/fovea-s0 --open'))
    .action(async (run, flags) => (await import('./commands/report.ts')).report(run, flags));
}

function declareCompare(program: Command): void {
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
    .action(async (names, flags) => (await import('./commands/compare.ts')).compare(names, flags));
}

function declareExport(program: Command): void {
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
    .action(async (run, flags) => (await import('./commands/export.ts')).exportRun(run, flags));
}

function declareDemo(program: Command): void {
  program
    .command('demo')
    .description('train the fovea, compare it with random and untrained controllers, write the report')
    .option('--seed <n>', 'seed of everything random', parseSeed, 0)
    .option('--out <folder>', 'run folder, new or empty', parseFolder)
    .option(...OUTPUT_FLAGS.json)
    .addHelpText('after', examples('saccade demo', 'saccade demo --seed 5'))
    .action(async (flags) => (await import('./commands/demo.ts')).demo(flags));
}

function declareBench(program: Command): void {
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
    .action(async (flags) => (await import('./commands/bench.ts')).bench(flags));
}

function declareDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check this machine: backend, SIMD, kernels, versions, data, browser')
    .option(...OUTPUT_FLAGS.json)
    .addHelpText('after', examples('saccade doctor', 'saccade doctor --json'))
    .action(async (flags) => (await import('./commands/doctor.ts')).doctor(flags));
}

function declareHelp(program: Command): void {
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

/** A command in the list of commands; its flags stand in its own help. */
function subcommandTerm(command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...words].join(' ');
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
