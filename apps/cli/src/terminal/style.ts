import { styleText } from 'node:util';

/** The parts of an output stream that decide how text may look on it. */
export interface TextStream {
  write(text: string): boolean;
  readonly isTTY?: boolean;
  /** Zero where the terminal does not say. */
  readonly columns?: number;
  readonly rows?: number;
  hasColors?(): boolean;
}

/** Text decorations; each returns its argument unchanged where colours are not wanted. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  accent(text: string): string;
}

/** Colours only on a terminal that has them; `hasColors` already honours NO_COLOR, FORCE_COLOR and TERM=dumb. */
export function styleFor(stream: TextStream): Style {
  const coloured = stream.isTTY === true && stream.hasColors?.() === true;
  const paint = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    coloured ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    good: paint('green'),
    bad: paint('red'),
    accent: paint('cyan'),
  };
}

const ESCAPES = /\u001b\[[0-9;]*m/g;

/** Columns that a text takes on a terminal: code points without colour sequences. */
export function textWidth(text: string): number {
  return [...text.replace(ESCAPES, '')].length;
}
