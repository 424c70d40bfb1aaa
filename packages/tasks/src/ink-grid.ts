import type { Footprint } from './picture.ts';

/**
 * Ink of a rectangle of pixels as prefix sums of its rows: `prefix[y·(width+1) + x]` is the ink of row `y` left of `x`.
 * Any run of a row costs two reads, exactly. What lies outside has no ink.
 */
export interface InkGrid {
  readonly width: number;
  readonly height: number;
  readonly prefix: Int32Array;
  /** What `addFootprintSums` remembers of each footprint. */
  readonly tables: WeakMap<Footprint, SumTable>;
}

/** Ink under one footprint at every origin from which it may meet the grid. */
export interface SumTable {
  readonly rows: number;
  readonly columns: number;
  /** From the origin of the footprint to its row and column here. */
  readonly rowOffset: number;
  readonly columnOffset: number;
  /** Sums asked for until now. */
  asked: number;
  /** `[rows · columns]`, once it pays. */
  sums: Int32Array | undefined;
}

/** Prefix sums of `ink [height · width]`, less `background` in every pixel. */
export function inkGrid(width: number, height: number, ink: ArrayLike<number>, background = 0): InkGrid {
  const prefix = new Int32Array(height * (width + 1));
  for (let y = 0, from = 0, to = 0; y < height; y++, to++) {
    for (let x = 0, sum = 0; x < width; x++) {
      sum += ink[from++] - background;
      prefix[++to] = sum;
    }
  }
  return { width, height, prefix, tables: new WeakMap() };
}

/** 1 for each pixel of at least half ink (128), 0 for the others, as prefix sums. */
export function bodyOf({ width, height, prefix }: InkGrid): InkGrid {
  const solid = new Uint8Array(width * height);
  for (let y = 0, i = 0, from = 0; y < height; y++, from++) {
    for (let x = 0; x < width; x++, i++, from++) solid[i] = prefix[from + 1] - prefix[from] >= 128 ? 1 : 0;
  }
  return inkGrid(width, height, solid);
}

/** Ink of the pixels `x0 ≤ x < x1` of row `y`. */
export function rowSum({ width, height, prefix }: InkGrid, y: number, x0: number, x1: number): number {
  if (y < 0 || y >= height) return 0;
  const from = Math.min(Math.max(x0, 0), width);
  const to = Math.min(Math.max(x1, from), width);
  const row = y * (width + 1);
  return prefix[row + to] - prefix[row + from];
}
