import { CommanderError } from 'commander';

/** Exit codes of the command. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The caller asked for something that does not exist or cannot be: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly details: readonly string[];

  /**
   * @param message - one line: what is wrong, the nearest valid names, what to do.
   * @param details - further mistakes found at the same time, one line each.
   */
  constructor(message: string, details: readonly string[] = []) {
    super(message);
    this.details = details;
  }
}

/** The request was fine but could not be carried out: exit 1. */
export class FailedError extends Error {
  override readonly name = 'FailedError';
  readonly details: readonly string[];

  /**
   * @param message - one line: what happened, to what, what to do.
   * @param details - what failed besides, one line each.
   */
  constructor(message: string, details: readonly string[] = []) {
    super(message);
    this.details = details;
  }
}

/** A signal stopped the command in good order: exit 130. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/**
 * What an error says to a person, without stack, and the exit code it stands for.
 * @param command - the one that was asked for, where there is one of that name.
 */
export function describeError(error: unknown, command?: string): { lines: string[]; exitCode: number } {
  if (error instanceof UsageError) return { lines: [error.message, ...error.details], exitCode: EXIT.usage };
  if (error instanceof FailedError)
    return { lines: [error.message, ...error.details], exitCode: EXIT.failed };
  if (error instanceof InterruptedError) return { lines: [error.message], exitCode: EXIT.interrupted };
  if (error instanceof CommanderError) return { lines: [usageLine(error, command)], exitCode: EXIT.usage };
  if (isSystemError(error)) return { lines: [systemLine(error)], exitCode: EXIT.failed };
  const message = error instanceof Error ? error.message : String(error);
  return { lines: [`${message} (SACCADE_DEBUG=1 shows where)`], exitCode: EXIT.failed };
}

/** Commander puts its suggestion on a second line; ours is one line with a hint. */
function usageLine(error: CommanderError, command: string | undefined): string {
  const text = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  return `${text.replace(/\.?( \(Did you mean.*)?$/, '$1')}; saccade ${command ? `${command} ` : ''}--help shows the usage`;
}

const LONGEST_LINE = 400;

/**
 * Text as one line that is safe on a terminal, whatever names from outside it holds: control characters become escapes, and
 * the middle of a very long line is left out, as what is wrong stands at its beginning and the hint at its end.
 */
export function oneLine(text: string): string {
  const line = text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
  const half = LONGEST_LINE / 2;
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, half - 1)} … ${line.slice(2 - half)}`;
}

const SYSTEM_REASONS: Record<string, string> = {
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EIO: 'the disk reports an input/output error',
};

/** Runs `write`; an error of the operating system that does not say which file it was about is given `path`. */
export function namingFile<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (isSystemError(error)) error.path ??= path;
    throw error;
  }
}

/** True for errors of the operating system, which carry a code such as ENOSPC. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return (
    error instanceof Error && 'syscall' in error && typeof (error as NodeJS.ErrnoException).code === 'string'
  );
}

function systemLine(error: NodeJS.ErrnoException & { code: string }): string {
  const what = error.path === undefined ? `cannot ${error.syscall}` : `cannot ${error.syscall} ${error.path}`;
  return `${what}: ${SYSTEM_REASONS[error.code] ?? error.message}`;
}
