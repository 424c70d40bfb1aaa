import type { Footprint } from '@saccade/tasks';

/**
 * The pixels whose centre lies within `radius` of the origin, a corner where four pixels meet: pixel (i, j) is in if
 * `(i + ½)² + (j + ½)² ≤ radius²`.
 */
export function disc(radius: number): Footprint {
  const diameter2 = 4 * radius * radius;
  const half = Math.floor(radius + 0.5);
  const halfWidths = Int32Array.from({ length: 2 * half }, (_, i) =>
    halfWidth(2 * (i - half) + 1, diameter2),
  );
  // A radius just above n − ½ has rows at the very top that hold no pixel's centre.
  const rows = halfWidths.filter((width) => width > 0);
  const widest = rows.reduce((a, b) => Math.max(a, b), 0);
  return {
    top: -rows.length / 2,
    left: rows.map((width) => -width),
    right: rows,
    minX: -widest,
    maxX: widest,
    pixels: rows.reduce((sum, width) => sum + 2 * width, 0),
  };
}

/** How many pixels to the right of the origin lie inside, in the row whose centre is `y2 / 2` away. */
function halfWidth(y2: number, diameter2: number): number {
  let count = 0;
  while ((2 * count + 1) * (2 * count + 1) + y2 * y2 <= diameter2) count++;
  return count;
}
