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
  /** How many pixels it has, at least one. */
  readonly pixels: number;
}

/** Footprints that are laid down together: number i has its origin at whole (x[i], y[i]) from theirs. */
export interface FootprintSet {
  readonly footprints: readonly Footprint[];
  readonly x: Int32Array;
  readonly y: Int32Array;
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
  /** What {@link meanInkUnderEach} gives, but faster. */
  meanInkUnderEach?(set: FootprintSet, x: number, y: number, means: Float32Array, from: number): void;
}

/**
 * Means of the ink of `picture` under each footprint of a set whose origin is at whole (x, y): 0 white … 1 black. Each is
 * an exact integer sum, divided once in float64 and rounded once to float32.
 * @param means - overwritten from number `from` on, one per footprint.
 */
export function meanInkUnderEach(
  picture: Picture,
  set: FootprintSet,
  x: number,
  y: number,
  means: Float32Array,
  from: number,
): void {
  if (picture.meanInkUnderEach) return picture.meanInkUnderEach(set, x, y, means, from);
  set.footprints.forEach(({ top, left, right, pixels }, f) => {
    const [atX, atY] = [x + set.x[f], y + set.y[f] + top];
    let sum = 0;
    for (let i = 0; i < left.length; i++) sum += picture.rowInk(atY + i, atX + left[i], atX + right[i]);
    means[from + f] = sum / (255 * pixels);
  });
}
