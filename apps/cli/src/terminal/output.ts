import type { Progress } from './progress.ts';
import { barProgress, CLEAR_LINE, jsonProgress, silentProgress } from './progress.ts';
import type { Style, TextStream } from './style.ts';
import { styleFor } from './style.ts';
import { wrapText } from './wrap.ts';

/** Flags that every command which talks has. */
export interface OutputOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Where a command speaks: answers on stdout, everything else on stderr. */
export interface Output {
  readonly style: Style;
  /** Columns of the terminal; Infinity where stdout is none. */
  readonly width: number;
  /** Lines for a person, on stdout; silent with `--json` and `--quiet`. */
  say(...lines: string[]): void;
  /** Texts for a person, each broken between words where the terminal ends; silent as `say`. */
  prose(...texts: string[]): void;
  /** The answer itself, which `--quiet` keeps; silent with `--json`. */
  answer(...lines: string[]): void;
  /** With `--json`, the one object on stdout. */
  json(value: unknown): void;
  /** A remark on stderr, in place of a progress bar; silent with `--json` and `--quiet`. */
  note(line: string): void;
  progress(label: string): Progress;
}

/** The output of a command with these flags. */
export function outputFor(
  { json = false, quiet = false }: OutputOptions,
  stdout: TextStream = process.stdout,
  stderr: TextStream = process.stderr,
): Output {
  const writer =
    (wanted: boolean, stream: TextStream) =>
    (...lines: string[]) => {
      if (wanted) stream.write(lines.map((line) => `${line}\n`).join(''));
    };
  const print = writer(json, stdout);
  const remark = writer(!json && !quiet, stderr);
  const say = writer(!json && !quiet, stdout);
  const width = stdout.isTTY === true ? stdout.columns || 80 : Infinity;
  return {
    style: styleFor(stdout),
    width,
    say,
    prose: (...texts) => say(...texts.flatMap((text) => wrapText(text, width))),
    answer: writer(!json, stdout),
    json: (value) => print(JSON.stringify(value)),
    note: (line) => remark(stderr.isTTY === true ? CLEAR_LINE + line : line),
    progress: (label) => progressFor(label, json, quiet, stderr),
  };
}

function progressFor(label: string, json: boolean, quiet: boolean, stderr: TextStream): Progress {
  if (quiet) return silentProgress;
  if (json) return jsonProgress(stderr);
  return stderr.isTTY === true ? barProgress(label, stderr) : silentProgress;
}
