import { CommanderError } from 'commander';
import { describeError, EXIT, oneLine } from './errors.ts';
import { createProgram } from './program.ts';

/**
 * Runs one command line and reports on stderr what went wrong, never with a stack trace.
 * @param args - without node and the script.
 * @returns the exit code: 0 done, 1 failed, 2 bad usage, 130 interrupted.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  endQuietlyWhenReaderLeaves();
  const program = createProgram();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    if (error instanceof CommanderError && error.code === 'commander.help') return EXIT.usage;
    if (process.env.SACCADE_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    const command = program.commands.find((each) => each.name() === args[0]);
    const { lines, exitCode } = describeError(error, command?.name());
    process.stderr.write(lines.map((line) => `saccade: ${oneLine(line)}\n`).join(''));
    return exitCode;
  }
}

/** `saccade list | head` closes the pipe early; that is no failure. */
function endQuietlyWhenReaderLeaves(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    throw error;
  });
}
