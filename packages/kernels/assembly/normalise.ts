// Rows less their means, in units of their deviations; in float64, in ascending order, rounded once.
import { loadPair, storePair } from './pairs';

/** See `SoftmaxKernels.normalise` in `src/softmax-kernels.ts`. Two rows at a time, as each addition waits for the last one. */
export function normalise(
  x: usize,
  out: usize,
  factors: usize,
  rows: i32,
  length: i32,
  epsLow: i32,
  epsHigh: i32,
): void {
  const eps = reinterpret<f64>(((<i64>epsHigh) << 32) | (<i64>(<u32>epsLow)));
  const step = (<usize>length) << 2;
  for (; rows > 0; rows -= 2) {
    const other = rows > 1 ? step : 0;
    const count = f64x2.splat(length);
    const means = f64x2.div(sums(x, other, step), count);
    const variances = f64x2.div(sumsOfSquares(x, other, step, means), count);
    const scale = f64x2.div(f64x2.splat(1), f64x2.sqrt(f64x2.add(variances, f64x2.splat(eps))));
    writeRow(x, out, length, f64x2.extract_lane(means, 0), f64x2.extract_lane(scale, 0));
    if (rows > 1) {
      writeRow(x + step, out + step, length, f64x2.extract_lane(means, 1), f64x2.extract_lane(scale, 1));
    }
    storePair(factors, scale, rows);
    x += 2 * step;
    out += 2 * step;
    factors += 8;
  }
}

/** Of the row at x and the one `other` bytes behind. */
function sums(x: usize, other: usize, bytes: usize): v128 {
  let totals = f64x2.splat(0);
  for (const end = x + bytes; x < end; x += 4) totals = f64x2.add(totals, ofBoth(x, other));
  return totals;
}

function sumsOfSquares(x: usize, other: usize, bytes: usize, means: v128): v128 {
  let totals = f64x2.splat(0);
  for (const end = x + bytes; x < end; x += 4) {
    const distances = f64x2.sub(ofBoth(x, other), means);
    totals = f64x2.add(totals, f64x2.mul(distances, distances));
  }
  return totals;
}

function ofBoth(x: usize, other: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load_lane<u32>(x + other, v128.load32_zero(x), 1));
}

function writeRow(x: usize, out: usize, length: i32, mean: f64, scale: f64): void {
  for (; length > 0; length -= 2) {
    storePair(out, f64x2.mul(f64x2.sub(loadPair(x, length), f64x2.splat(mean)), f64x2.splat(scale)), length);
    x += 8;
    out += 8;
  }
}
