/** A place in a picture, in pixels; x grows to the right, y downwards. Pixel (i, j) is the square [i, i+1) × [j, j+1). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A set of pixels with one run per row, relative to an origin. Row `i` holds the pixels
 * `left[i] ≤ x < right[i]` of row `y = top + i`. A disc is the usual one.
 */
export interface Footprint {
  readonly top: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Smallest `left` and largest `right`. */
  readonly minX: number;
  readonly maxX: number;
  /** How many pixels it has. */
  readonly pixels: number;
}

/**
 * Anything that can be looked at: pixels of ink, 0 (white) … 255 (black), computed when they are asked for.
 * What lies outside `width × height` is background.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Sum of the ink of the pixels `x0 ≤ x < x1` of row `y`, an exact integer. Arguments are whole numbers. */
  rowInk(y: number, x0: number, x1: number): number;
  /** Sum of the ink under a footprint whose origin is at whole (x, y): the same as its rows one by one, but faster. */
  inkUnder?(footprint: Footprint, x: number, y: number): number;
}

/** Sum of the ink of `picture` under a footprint whose origin is at whole (x, y), an exact integer. */
export function inkUnder(picture: Picture, footprint: Footprint, x: number, y: number): number {
  if (picture.inkUnder) return picture.inkUnder(footprint, x, y);
  const { top, left, right } = footprint;
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += picture.rowInk(y + top + i, x + left[i], x + right[i]);
  return sum;
}
