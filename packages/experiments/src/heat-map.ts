/** What a heat map shows. */
export interface HeatMap {
  /** What the picture is of, for those who do not see it. */
  readonly label: string;
  /** Rows of numbers, all of one length: 0 and below is white, 1 and above is black. */
  readonly rows: readonly (readonly number[])[];
  /** Places to be framed, as `[row, column]`. Default: none. */
  readonly marks?: readonly (readonly [row: number, column: number])[];
  /** Text under each column. Default: none. */
  readonly columns?: readonly string[];
}

const CELL = 12;
const SHOWN = 640;

/** Numbers as shades, one square each: a self-contained `<svg>` element. */
export function heatMap({ label, rows, marks = [], columns = [] }: HeatMap): string {
  const width = CELL * rows[0].length;
  const height = CELL * (rows.length + (columns.length > 0 ? 1.5 : 0));
  const squares = rows.flatMap((row, r) => row.map((value, c) => square(r, c, `fill="${shade(value)}"`)));
  const frames = marks.map(([r, c]) => square(r, c, 'fill="none" stroke="#d33" stroke-width="1.5"'));
  const words = columns.map(
    (text, c) =>
      `<text x="${CELL * (c + 0.5)}" y="${CELL * (rows.length + 1)}" font-size="10" text-anchor="middle">${escaped(text)}</text>`,
  );
  const shownWidth = Math.min(SHOWN, 3 * width);
  const size = `viewBox="0 0 ${width} ${height}" width="${shownWidth}" height="${Math.round((shownWidth * height) / width)}"`;
  const body = [...squares, ...frames, ...words].join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(label)}">${body}</svg>`;
}

function square(row: number, column: number, style: string): string {
  return `<rect x="${CELL * column}" y="${CELL * row}" width="${CELL}" height="${CELL}" ${style}/>`;
}

function shade(value: number): string {
  const grey = Math.round(255 * (1 - Math.min(Math.max(value, 0), 1)));
  return `rgb(${grey},${grey},${grey})`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
