import { meanInkUnderEach } from '../src/index.ts';
import type { Footprint, Picture } from '../src/index.ts';

/** Ink of one pixel. */
export function inkAt(picture: Picture, x: number, y: number): number {
  return picture.rowInk(y, x, x + 1);
}

/** All ink of a picture, `[height · width]`. */
export function allInk(picture: Picture): number[] {
  return Array.from({ length: picture.width * picture.height }, (_, i) =>
    inkAt(picture, i % picture.width, Math.floor(i / picture.width)),
  );
}

/** A footprint from its rows `[left, right]`. */
export function footprintOf(top: number, rows: readonly (readonly [number, number])[]): Footprint {
  return {
    top,
    left: Int32Array.from(rows, ([left]) => left),
    right: Int32Array.from(rows, ([, right]) => right),
    minX: Math.min(...rows.map(([left]) => left)),
    maxX: Math.max(...rows.map(([, right]) => right)),
    pixels: rows.reduce((sum, [left, right]) => sum + right - left, 0),
  };
}

/** Mean ink under a footprint and under the same one 3 px to the east and 2 px to the north. */
export function meansUnder(picture: Picture, footprint: Footprint, x: number, y: number): number[] {
  const means = Float32Array.of(NaN, NaN, 7);
  const set = { footprints: [footprint, footprint], x: Int32Array.of(0, 3), y: Int32Array.of(0, -2) };
  meanInkUnderEach(picture, set, x, y, means, 0);
  if (means[2] !== 7) throw new Error('meanInkUnderEach wrote behind its place');
  return [means[0], means[1]];
}

/** FNV-1a over numbers, to fix values that must never change. */
export function hash(values: Iterable<number>): string {
  let h = 0x811c9dc5;
  for (const value of values) {
    for (let shift = 0; shift < 32; shift += 8) h = Math.imul(h ^ ((value >>> shift) & 255), 0x01000193);
  }
  return (h >>> 0).toString(16).padStart(8, '0');
}

/** An idx3 file. */
export function idxImages(
  count: number,
  height: number,
  width: number,
  pixels: ArrayLike<number>,
): Uint8Array {
  const header = [0x803, count, height, width].flatMap((word) => [
    word >>> 24,
    (word >>> 16) & 255,
    (word >>> 8) & 255,
    word & 255,
  ]);
  return Uint8Array.from([...header, ...Array.from(pixels)]);
}
