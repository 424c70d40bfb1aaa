// What several commands have in common.
import { parseCount } from '../parse.ts';

export const OUTPUT_FLAGS = {
  json: ['--json', 'print one JSON object on stdout, progress as JSON lines on stderr'],
  quiet: ['--quiet', 'print only the answer'],
} as const;

export const SAVING_FLAGS = {
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

/** The end of a help text. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
