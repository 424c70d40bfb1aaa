import { tidy } from '../engine/memory.ts';
import { fail, failShape } from '../errors.ts';
import { checkShapes } from '../check-shapes.ts';
import type { Tensor, Tensor3D } from '../tensor-types.ts';
import { requireFloat } from './arguments.ts';
import { add, mul, sub } from './arithmetic.ts';
import { hatWeights } from './hat-weights.ts';
import { tensor } from './making.ts';
import { matMul } from './mat-mul.ts';
import { reshape } from './reshaping.ts';
import { slice } from './slice.ts';

export interface ResampleOptions {
  /** Pixels of the result: a side, or `[height, width]`. */
  readonly size: number | readonly [number, number];
  /**
   * Pixels of the image per pixel of the result: 1 cuts out, 2 sees twice as far, ½ magnifies. One number, or `[B]` to be
   * learned. Negative mirrors. Default 1. Beyond 1, pixels in between are skipped, not averaged.
   */
  readonly scale?: number | Tensor;
  /** What lies outside of the image. Default 0. */
  readonly fill?: number;
}

/**
 * Cuts a window out of each image and resizes it, by bilinear interpolation; float32.
 *
 * Half-pixel convention: the pixel in row `y` and column `x` covers `[x, x+1) × [y, y+1)`, with its value at its
 * middle; the middle of the whole image is `(W/2, H/2)`. Pixel `(i, j)` of the result looks at
 *
 *     x = centre_x + scale · (j + ½ − width/2)        y = centre_y + scale · (i + ½ − height/2)
 *
 * as two products with matrices of hat functions: `out = Wy · image · Wxᵀ`, `W[i, k] = max(0, 1 − |p_i − ½ − k|)`.
 * Gradients reach images, centre and scale. Where a point lies exactly on the middle of a pixel, the derivative is the mean
 * of those to both sides: positions are often whole, and it must not vanish there. Far outside it is 0.
 *
 * Source: Gregor et al. 2015 (separable filter matrices); Jaderberg et al. 2015 (bilinear kernel).
 * @param images - `[B, H, W]`.
 * @param centre - middle of the window as `(x, y)`, in pixels, `[B, 2]`; anywhere, also outside.
 * @returns `[B, height, width]`.
 * @throws {@link ShapeError} naming the argument that disagrees.
 */
export function resample(
  images: Tensor,
  centre: Tensor,
  { size, scale = 1, fill = 0 }: ResampleOptions,
): Tensor3D {
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  requireFloat('resample', 'images', images);
  requireFloat('resample', 'centre', centre);
  checkShapes('resample', { images: [images, 'B H W'], centre: [centre, 'B 2'] });
  checkOptions(images, height, width, scale, fill);
  const [, rows, columns] = images.shape as [number, number, number];
  return tidy(() => {
    const byRow = hatWeights(pointsAlong(centre, 1, scale, height), rows);
    const byColumn = hatWeights(pointsAlong(centre, 0, scale, width), columns);
    const above = fill === 0 ? images : sub(images, fill);
    const window = matMul<Tensor3D>(matMul(byRow, above), byColumn, { transposeB: true });
    // The hats add up to 1 over all pixels, inside and outside.
    return fill === 0 ? window : add<Tensor3D>(window, fill);
  });
}

function checkOptions(
  images: Tensor,
  height: number,
  width: number,
  scale: number | Tensor,
  fill: number,
): void {
  for (const side of [height, width]) {
    if (!Number.isInteger(side) || side < 1)
      fail('resample', 'size', 'an integer ≥ 1 or [height, width]', side);
  }
  if (!Number.isFinite(fill)) fail('resample', 'fill', 'a finite number', fill);
  if (typeof scale === 'number') {
    if (!Number.isFinite(scale)) fail('resample', 'scale', 'finite', scale);
    return;
  }
  requireFloat('resample', 'scale', scale);
  const batch = images.shape[0];
  if (scale.shape.length !== 1 || scale.shape[0] !== batch)
    failShape('resample', 'scale', `[B=${batch}]`, scale);
}

/** Where `count` points look along one axis, in pixels from the middle of the first pixel: `[B, count]`. */
function pointsAlong(centre: Tensor, column: number, scale: number | Tensor, count: number): Tensor {
  const offsets = Float32Array.from({ length: count }, (_, i) => i + 0.5 - count / 2);
  const reach =
    typeof scale === 'number'
      ? tensor(
          offsets.map((offset) => offset * scale),
          [1, count],
        )
      : mul(reshape(scale, [-1, 1]), tensor(offsets, [1, count]));
  return add(sub(slice(centre, [0, column], [-1, 1]), 0.5), reach);
}
