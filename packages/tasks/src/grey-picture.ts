import { whole } from './check.ts';
import { meanInkOf } from './mean-ink.ts';
import { inkGrid, rowSum } from './ink-grid.ts';
import type { Picture } from './picture.ts';

/**
 * A picture from ink values. Makes prefix sums of its rows once, so that looks cost two reads a row.
 *
 * @param ink - `[height · width]`, row by row, 0 white … 255 black. Read now and not kept.
 * @param background - ink of everything outside, 0..255; white by default.
 */
export function greyPicture(width: number, height: number, ink: Uint8Array, background = 0): Picture {
  whole('greyPicture', 'width', width, 1);
  whole('greyPicture', 'height', height, 1);
  whole('greyPicture', 'background', background, 0, 255);
  if (ink.length !== width * height) {
    throw new RangeError(`greyPicture: ink must be [height=${height} · width=${width}], got [${ink.length}]`);
  }
  const grid = inkGrid(width, height, ink, background);
  return {
    width,
    height,
    rowInk: (y, x0, x1) => (x1 > x0 ? background * (x1 - x0) + rowSum(grid, y, x0, x1) : 0),
    meanInkUnderEach: meanInkOf([{ sprite: { grid }, x: 0, y: 0 }], { ground: background, sign: 1 }),
  };
}
