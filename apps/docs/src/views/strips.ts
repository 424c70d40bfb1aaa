// Strips over time on a canvas: a row for each thing that changes, a column for each step.

export interface StripGroup {
  readonly title: string;
  readonly rows: readonly StripRow[];
  /** CSS pixels. */
  readonly rowHeight: number;
}

export interface StripRow {
  readonly name?: string;
  readonly values: readonly number[];
  /** `amount`: 0 empty, 1 full; `signed`: blue below 0, orange above. */
  readonly kind: 'amount' | 'signed';
  /** Full at this value. Default 1. */
  readonly full?: number;
  /** Columns with a ring, such as what would have been right. */
  readonly rings?: readonly boolean[];
  /** Columns in red. */
  readonly wrong?: readonly boolean[];
}

/** What stands below each column. */
export type Captions = readonly string[];

const [LEFT, GAP, CAPTION] = [74, 20, 18];

export function heightOf(groups: readonly StripGroup[], captions: Captions | undefined): number {
  const rows = groups.reduce((sum, { rows, rowHeight }) => sum + GAP + rows.length * rowHeight, 0);
  return rows + (captions ? CAPTION : 0) + 2;
}

/** Colours as they are at the canvas. */
function palette(canvas: HTMLCanvasElement) {
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ...{ ink: colour('--ink'), blue: colour('--ink-blue'), orange: colour('--ink-orange') },
    ...{
      red: colour('--ink-red'),
      line: colour('--hairline'),
      text: colour('--vp-c-text-2'),
      paper: colour('--paper'),
    },
  };
}

/** Draws all groups, one below the other; `columns` is how many steps fit. */
export function drawStrips(
  canvas: HTMLCanvasElement,
  groups: readonly StripGroup[],
  columns: number,
  captions?: Captions,
): void {
  const [width, height] = [canvas.clientWidth, heightOf(groups, captions)];
  const scale = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const pen = canvas.getContext('2d')!;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  const colours = palette(canvas);
  const cell = (width - LEFT - 2) / columns;
  let top = 0;
  for (const group of groups) {
    pen.font = '12px system-ui, sans-serif';
    pen.textAlign = 'left';
    pen.fillStyle = colours.text;
    // Long titles begin further to the left where little room is.
    const left = Math.min(LEFT, Math.max(0, width - pen.measureText(group.title).width));
    pen.fillText(group.title, left, top + 14);
    top += GAP;
    drawGroup(pen, group, { top, cell, columns, colours });
    top += group.rows.length * group.rowHeight;
  }
  if (captions) drawCaptions(pen, captions, top + 14, cell, colours.ink);
}

interface Place {
  readonly top: number;
  readonly cell: number;
  readonly columns: number;
  readonly colours: ReturnType<typeof palette>;
}

function drawGroup(pen: CanvasRenderingContext2D, { rows, rowHeight }: StripGroup, place: Place): void {
  const { top, cell, columns, colours } = place;
  pen.fillStyle = colours.paper;
  pen.fillRect(LEFT, top, cell * columns, rows.length * rowHeight);
  rows.forEach((row, r) => {
    const y = top + r * rowHeight;
    if (row.name !== undefined) {
      pen.fillStyle = colours.ink;
      pen.textAlign = 'right';
      pen.fillText(row.name, LEFT - 8, y + rowHeight / 2 + 4);
    }
    drawRow(pen, row, y, rowHeight, place);
  });
  pen.globalAlpha = 1;
  pen.strokeStyle = colours.line;
  pen.lineWidth = 1;
  pen.strokeRect(LEFT + 0.5, top + 0.5, cell * columns - 1, rows.length * rowHeight - 1);
}

function drawRow(
  pen: CanvasRenderingContext2D,
  row: StripRow,
  y: number,
  height: number,
  place: Place,
): void {
  const { cell, colours } = place;
  const { values, kind, full = 1, rings, wrong } = row;
  values.forEach((value, t) => {
    const x = LEFT + t * cell;
    pen.globalAlpha = Math.min(Math.abs(value) / full, 1);
    pen.fillStyle = wrong?.[t]
      ? colours.red
      : kind === 'signed'
        ? value < 0
          ? colours.blue
          : colours.orange
        : colours.ink;
    pen.fillRect(x, y, Math.ceil(cell), height);
    if (!rings?.[t]) return;
    pen.globalAlpha = 1;
    pen.strokeStyle = colours.orange;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.arc(x + cell / 2, y + height / 2, Math.min(cell, height) / 2 - 2, 0, 7);
    pen.stroke();
  });
  pen.globalAlpha = 1;
}

function drawCaptions(
  pen: CanvasRenderingContext2D,
  captions: Captions,
  y: number,
  cell: number,
  colour: string,
): void {
  pen.fillStyle = colour;
  pen.textAlign = 'center';
  pen.font = `${cell < 9 ? 9 : 12}px ui-monospace, monospace`;
  captions.forEach((caption, t) => pen.fillText(caption, LEFT + (t + 0.5) * cell, y));
}
