import type { FootprintSet } from './picture.ts';

/** The smallest box around all pixels of a set of footprints at the origin: `left ≤ x < right`, `top ≤ y < bottom`. */
export interface Reach {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** How far a set of footprints reaches. */
export function reachOf({ footprints, x, y }: FootprintSet): Reach {
  const reach = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const [f, { minX, maxX, top, left }] of footprints.entries()) {
    reach.left = Math.min(reach.left, x[f] + minX);
    reach.right = Math.max(reach.right, x[f] + maxX);
    reach.top = Math.min(reach.top, y[f] + top);
    reach.bottom = Math.max(reach.bottom, y[f] + top + left.length);
  }
  return reach;
}
