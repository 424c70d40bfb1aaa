/** A quantity over time. */
export interface Line {
  readonly name: string;
  readonly colour: string;
  /** Number of the step of the first value. */
  readonly from: number;
  readonly values: readonly number[];
}

/** What {@link timeLines} draws. */
export interface TimeLines {
  /** What the picture is of, for those who do not see it. */
  readonly label: string;
  /** Panels one under the other, on one axis of time, each from −`most` to `most`. */
  readonly panels: readonly {
    readonly name: string;
    readonly most: number;
    readonly lines: readonly Line[];
  }[];
}

const [WIDTH, HEIGHT, LEFT, GAP, KEY] = [640, 120, 60, 14, 22];

/** Quantities over time as lines: a self-contained `<svg>` element. */
export function timeLines({ label, panels }: TimeLines): string {
  const all = panels.flatMap(({ lines }) => lines);
  const last = Math.max(...all.map(({ from, values }) => from + values.length - 1), 1);
  const x = (t: number): string => (LEFT + (t / last) * (WIDTH - LEFT - 10)).toFixed(1);
  const drawn = panels.map(({ name, most, lines }, i) => {
    const top = KEY + i * (HEIGHT + GAP);
    const y = (value: number): string =>
      (top + HEIGHT / 2 - (Math.max(-1.1, Math.min(1.1, value / most)) * HEIGHT) / 2.2).toFixed(1);
    const paths = lines.map(({ colour, from, values }) => {
      const points = values.map((value, t) => `${x(from + t)},${y(value)}`).join(' ');
      return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
    });
    const edges = [-most, 0, most].map(
      (value) =>
        `<path d="M${LEFT} ${y(value)}H${WIDTH - 10}" stroke="#ddd"/>${text(LEFT - 6, y(value), String(value))}`,
    );
    const title = `<text x="${LEFT + 6}" y="${top + 16}" font-weight="bold">${name}</text>`;
    return [...edges, ...paths, title].join('');
  });
  const named = new Map(all.map(({ name, colour }) => [name, colour]));
  const keys = [...named].map(([name, colour], i) => {
    const at = LEFT + i * 170;
    return `<path d="M${at} 10h18" stroke="${colour}" stroke-width="2"/><text x="${at + 24}" y="14">${name}</text>`;
  });
  const height = KEY + panels.length * (HEIGHT + GAP);
  const size = `viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${label}" font-family="sans-serif" font-size="11">${keys.join('')}${drawn.join('')}</svg>`;
}

function text(x: number, y: string, words: string): string {
  return `<text x="${x}" y="${y}" dy="4" text-anchor="end">${words}</text>`;
}
