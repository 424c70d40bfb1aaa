// Drawings are strings: they need no page, and reports and documents can hold them as they are.

/** A number with at most one decimal. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}

/** A self-contained picture: `body` in a `width × height` coordinate system whose left upper corner is (x, y), shown `shown` pixels wide. */
export function svg(
  box: { x: number; y: number; width: number; height: number },
  shown: number,
  label: string,
  body: readonly string[],
): string {
  const view = [box.x, box.y, box.width, box.height].map(short).join(' ');
  const height = short((shown * box.height) / box.width);
  const size = `viewBox="${view}" width="${short(shown)}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(label)}">${body.join('')}</svg>`;
}

/** A circle; `style` holds further attributes. */
export function circle(x: number, y: number, radius: number, style = ''): string {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"${style && ` ${style}`}/>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
