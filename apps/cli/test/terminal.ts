import { spawn, spawnSync } from 'node:child_process';
import type { Outcome } from './saccade.ts';
import { MAIN } from './saccade.ts';

/** Whether this machine has `script` of util-linux, which runs a program on a terminal of its own. */
export const hasTerminal =
  spawnSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' }).status === 0;

/** Runs `saccade …args` on a terminal with this many columns, in colours unless `env` says otherwise. */
export function onTerminal(
  args: readonly string[],
  columns: number,
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Outcome> {
  const words = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
  const { CI: _, NO_COLOR: __, ...inherited } = process.env;
  const child = spawn('script', ['-qec', `stty cols ${columns} rows 40; ${words}`, '/dev/null'], {
    cwd: options.cwd,
    env: { ...inherited, NODE_OPTIONS: '', SACCADE_DEBUG: '', TERM: 'xterm-256color', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr: '' }));
  });
}

const ESCAPES = /\u001b\[[0-9;]*[A-Za-z]/g;

/** What stood on the lines of the terminal, one after the other, without colours. */
export function shownLines(output: string): string[] {
  return output.split(/[\r\n]+/).map((line) => line.replace(ESCAPES, ''));
}
