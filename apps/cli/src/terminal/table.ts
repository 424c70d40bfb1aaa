import type { Style } from './style.ts';
import { textWidth } from './style.ts';

/** One column: its heading and the side its cells stand on. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/**
 * Lays rows out under headings, two spaces between columns; an absent cell shows as a dash.
 * @returns lines without trailing spaces, one string per line.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly (string | undefined)[])[],
  style: Style,
): string[] {
  const cells = rows.map((row) => columns.map((_, index) => row[index] ?? '–'));
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...cells.map((row) => textWidth(row[index]!))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => padCell(cell, widths[index]!, columns[index]!.align))
      .join('  ')
      .trimEnd();
  const rule = style.dim(widths.map((width) => '─'.repeat(width)).join('  '));
  return [style.bold(line(columns.map(({ title }) => title))), rule, ...cells.map(line)];
}

function padCell(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? space + text : text + space;
}
