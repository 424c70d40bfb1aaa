import type { Style } from './style.ts';
import { textWidth } from './style.ts';

/** One column: its heading and the side its cells stand on. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/**
 * Lays rows out under headings, two spaces between columns; an absent cell shows as a dash.
 * @param width - where the cells of the last column are broken between words, into lines of their own. Default: never.
 * @returns lines without trailing spaces.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly (string | undefined)[])[],
  style: Style,
  width = Infinity,
): string[] {
  const last = columns.length - 1;
  const cells = rows.map((row) => columns.map((_, index) => row[index] ?? '–'));
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...cells.map((row) => textWidth(row[index]!))),
  );
  const room = Math.max(MIN_WRAP, width - widths.slice(0, last).reduce((sum, each) => sum + each + 2, 0));
  widths[last] = Math.min(widths[last]!, room);
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => padCell(cell, widths[index]!, columns[index]!.align))
      .join('  ')
      .trimEnd();
  const wrapped = cells.flatMap((row) =>
    wrapText(row[last]!, room).map((part, index) => [
      ...row.slice(0, last).map((cell) => (index ? '' : cell)),
      part,
    ]),
  );
  const rule = style.dim(widths.map((each) => '─'.repeat(each)).join('  '));
  return [style.bold(line(columns.map(({ title }) => title))), rule, ...wrapped.map(line)];
}

// Narrower than that, words stand better broken by the terminal than one below the other.
const MIN_WRAP = 24;

/** Text in lines of at most `width` columns, broken between words. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function padCell(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? space + text : text + space;
}
