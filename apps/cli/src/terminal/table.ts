import type { Style } from './style.ts';
import { textWidth } from './style.ts';
import { wrapText } from './wrap.ts';

/** One column: its heading and the side its cells stand on. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Of the last column: its cells are text that may be broken between words. */
  readonly wrap?: boolean;
}

/** A table whose cells are all there, with the width that each column takes. */
interface Sheet {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly widths: readonly number[];
}

/**
 * Lays rows out under headings, two spaces between columns; an absent cell shows as a dash.
 * @param width - of the terminal. In a wider table the last column is broken between words, if it may be, or the columns
 *   stand in several tables, each with the first one. Default: no limit.
 * @returns lines without trailing spaces.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly (string | undefined)[])[],
  style: Style,
  width = Infinity,
): string[] {
  const cells = rows.map((row) => columns.map((_, index) => row[index] ?? '–'));
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...cells.map((row) => textWidth(row[index]!))),
  );
  const sheet = { columns, rows: cells, widths };
  if (totalWidth(widths) <= width) return drawn(sheet, style);
  return columns.at(-1)!.wrap ? wrapped(sheet, style, width) : folded(sheet, style, width);
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each + 2, -2);
}

function drawn({ columns, rows, widths }: Sheet, style: Style): string[] {
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => padCell(cell, widths[index]!, columns[index]!.align))
      .join('  ')
      .trimEnd();
  const rule = style.dim(widths.map((each) => '─'.repeat(each)).join('  '));
  return [style.bold(line(columns.map(({ title }) => title))), rule, ...rows.map(line)];
}

function padCell(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? space + text : text + space;
}

// Narrower than that, words stand better below their row than one below the other.
const MIN_WRAP = 24;
const INDENT = 4;

function wrapped(sheet: Sheet, style: Style, width: number): string[] {
  const { columns, rows, widths } = sheet;
  const others = widths.slice(0, -1);
  const room = width - totalWidth(others) - 2;
  if (room < MIN_WRAP) return below(sheet, style, width);
  const parts = rows.flatMap((row) =>
    wrapText(row.at(-1)!, room).map((part, index) => [
      ...row.slice(0, -1).map((cell) => (index === 0 ? cell : '')),
      part,
    ]),
  );
  return drawn({ columns, rows: parts, widths: [...others, room] }, style);
}

/** The last cell of each row in lines of its own. */
function below({ columns, rows, widths }: Sheet, style: Style, width: number): string[] {
  const short = rows.map((row) => row.slice(0, -1));
  const others = { columns: columns.slice(0, -1), rows: short, widths: widths.slice(0, -1) };
  const [heading, rule, ...lines] = drawn(others, style);
  const texts = rows.map((row) =>
    wrapText(row.at(-1)!, width - INDENT).map((line) => ' '.repeat(INDENT) + line),
  );
  return [heading!, rule!, ...lines.flatMap((line, index) => [line, ...texts[index]!])];
}

/** As many columns side by side as there is room for, the others in tables below. */
function folded({ columns, rows, widths }: Sheet, style: Style, width: number): string[] {
  const groups: number[][] = [];
  for (let index = 1; index < columns.length; index++) {
    const group = [...(groups.at(-1) ?? [0]), index];
    if (groups.length > 0 && totalWidth(group.map((each) => widths[each]!)) <= width)
      groups[groups.length - 1] = group;
    else groups.push([0, index]);
  }
  const tables = groups.map((group) => {
    const pick = <T>(items: readonly T[]) => group.map((index) => items[index]!);
    return drawn({ columns: pick(columns), rows: rows.map(pick), widths: pick(widths) }, style);
  });
  return tables.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}
