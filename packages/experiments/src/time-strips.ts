/** A quantity over time. */
export interface Strip {
  readonly name: string;
  /** One number for each step. */
  readonly values: readonly number[];
}

/** What {@link timeStrips} draws. */
export interface TimeStrips {
  /** What the picture is of, for those who do not see it. */
  readonly label: string;
  /** Strips that belong together, one under the other; groups are set apart. */
  readonly groups: readonly (readonly Strip[])[];
}

const [CELL, GAP, LETTER] = [14, 8, 6.2];

/**
 * Quantities over time as strips of squares: orange above zero, blue below, full at ±1. A self-contained `<svg>` element.
 */
export function timeStrips({ label, groups }: TimeStrips): string {
  const strips = groups.flat();
  const left = LETTER * Math.max(...strips.map(({ name }) => name.length)) + 10;
  const parts: string[] = [];
  let y = GAP / 2;
  for (const group of groups) {
    for (const { name, values } of group) {
      parts.push(`<text x="${left - 4}" y="${y + CELL - 3}" text-anchor="end">${escaped(name)}</text>`);
      values.forEach((value, t) => parts.push(square(left + t * CELL, y, value)));
      y += CELL;
    }
    y += GAP;
  }
  const width = Math.ceil(left + CELL * Math.max(...strips.map(({ values }) => values.length)) + 4);
  const size = `viewBox="0 0 ${width} ${y}" width="${width}" height="${y}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(label)}" font-family="sans-serif" font-size="11">${parts.join('')}</svg>`;
}

function square(x: number, y: number, value: number): string {
  const opacity = Math.min(Math.abs(value), 1).toFixed(2);
  const colour = value < 0 ? '#26c' : '#d70';
  return `<rect x="${x}" y="${y}" width="${CELL - 1}" height="${CELL - 1}" fill="${colour}" fill-opacity="${opacity}" stroke="#ddd" stroke-width="0.5"/>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
