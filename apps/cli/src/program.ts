import { Command } from 'commander';
import { refuseRepeats } from './refuse-repeats.ts';
import { examples } from './surface/flags.ts';
import { declareEval, declareExport, declareReport, declareResume, declareTrain } from './surface/runs.ts';
import { declareCompare, declareSweep } from './surface/studies.ts';
import { declareBench, declareDemo, declareDoctor, declareHelp, declareList } from './surface/tools.ts';
import { saccadeVersion } from './version.ts';

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

/** A command in the list of commands; its flags stand in its own help. */
function subcommandTerm(command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...words].join(' ');
}
