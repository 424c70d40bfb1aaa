// Planes with circles and ways as pictures. The corner (0, 0) is at the left below.

/** A way through places, x and y in turn. */
export interface DrawnWay {
  readonly places: ArrayLike<number>;
  readonly colour: string;
  /** Of the line, in tenths of a unit. Default 0.8. */
  readonly width?: number;
  readonly dashed?: boolean;
  /** Whether places between the ends have dots: subgoals. Default false. */
  readonly dots?: boolean;
}

/** What {@link drawPlane} draws, from the back to the front. */
export interface DrawnPlane {
  /** What the picture is of, for those who do not see it. */
  readonly label: string;
  readonly size: number;
  /** Values over the square, row by row from below: 0 is white, 1 the darkest. Default: none. */
  readonly map?: readonly (readonly number[])[];
  /** x, y and radius of each circle; radius 0: none. */
  readonly circles: ArrayLike<number>;
  /** `discs` are full, `swamps` get darker towards their middle, `outlines` are borders alone. Default `discs`. */
  readonly look?: 'discs' | 'swamps' | 'outlines';
  readonly ways: readonly DrawnWay[];
}

const SHOWN = 320;
/** Rings that a swamp is drawn by. */
const RINGS = 5;

/** A self-contained `<svg>` element. */
export function drawPlane({ label, size, map = [], circles, look = 'discs', ways }: DrawnPlane): string {
  const body = [
    `<rect width="${size}" height="${size}" fill="#fff"/>`,
    ...mapSquares(map, size),
    ...circlesOf(circles).flatMap(([x, y, r]) => drawCircle(x, size - y, r, look)),
    `<rect width="${size}" height="${size}" fill="none" stroke="#333" stroke-width="0.06"/>`,
    ...ways.flatMap((way) => drawWay(way, size)),
  ];
  const box = `viewBox="-0.1 -0.1 ${short(size + 0.2)} ${short(size + 0.2)}" width="${SHOWN}" height="${SHOWN}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} role="img" aria-label="${escaped(label)}">${body.join('')}</svg>`;
}

function circlesOf(circles: ArrayLike<number>): (readonly [x: number, y: number, r: number])[] {
  return Array.from(
    { length: circles.length / 3 },
    (_, d) => [circles[3 * d], circles[3 * d + 1], circles[3 * d + 2]] as const,
  ).filter(([, , r]) => r > 0);
}

function drawCircle(x: number, y: number, r: number, look: DrawnPlane['look']): string[] {
  const circle = (radius: number, style: string): string =>
    `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" ${style}/>`;
  if (look === 'outlines') return [circle(r, 'fill="none" stroke="#222" stroke-width="0.05"')];
  if (look === 'discs') return [circle(r, 'fill="#777"')];
  return Array.from({ length: RINGS }, (_, ring) =>
    circle((r * (RINGS - ring)) / RINGS, 'fill="#485" fill-opacity="0.2"'),
  );
}

function drawWay(
  { places, colour, width = 0.8, dashed = false, dots = false }: DrawnWay,
  size: number,
): string[] {
  const count = places.length / 2;
  const at = (k: number): string => `${short(places[2 * k])},${short(size - places[2 * k + 1])}`;
  const points = Array.from({ length: count }, (_, k) => at(k)).join(' ');
  const stroke = `fill="none" stroke="${colour}" stroke-width="${short(width / 10)}" stroke-linejoin="round"`;
  const dot = (k: number, radius: number): string => {
    const [x, y] = at(k).split(',');
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`;
  };
  return [
    `<polyline points="${points}" ${stroke}${dashed ? ' stroke-dasharray="0.2 0.15"' : ''}/>`,
    ...(dots ? Array.from({ length: count - 2 }, (_, k) => dot(k + 1, 0.14)) : []),
    dot(0, 0.1),
    dot(count - 1, 0.1),
  ];
}

function mapSquares(map: DrawnPlane['map'] & object, size: number): string[] {
  const side = size / map.length;
  return map.flatMap((row, r) =>
    row.map((value, c) => {
      const opacity = short(0.75 * Math.min(1, Math.max(0, value)));
      const y = short(size - (r + 1) * side);
      return `<rect x="${short(c * side)}" y="${y}" width="${short(side)}" height="${short(side)}" fill="#c40" fill-opacity="${opacity}"/>`;
    }),
  );
}

/** A number with at most two decimals. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
