import type { RunRecord } from '../runs/folder.ts';

/** The command line that makes a run again, quoted for a POSIX shell. */
export function trainCommand({ experiment, seed, preset, overrides }: RunRecord): string {
  const settings = Object.entries(overrides).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const words = ['saccade', 'train', experiment, '--seed', String(seed), '--preset', preset, ...settings];
  return words.map(shellWord).join(' ');
}

/** One word of a command line as a POSIX shell wants it. */
export function shellWord(word: string): string {
  return /^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
