// Rows of linear interpolation weights, and their derivatives: at most two elements of each are not 0.
import { fill } from './fill';

/** Bits of the canonical NaN. */
const NOT_A_NUMBER: i32 = 0x7fc00000;

/** See `HatKernels` in `src/hat-kernels.ts` for both. */
export function hatWeights(points: usize, out: usize, count: i32, length: i32): void {
  for (; count > 0; count--) {
    const p = <f64>load<f32>(points);
    const below = floor(p);
    fill(out, length, p == p ? 0 : NOT_A_NUMBER);
    put(out, length, below, 1 - (p - below));
    put(out, length, below + 1, p - below);
    points += 4;
    out += (<usize>length) << 2;
  }
}

export function hatSlopes(points: usize, out: usize, count: i32, length: i32): void {
  for (; count > 0; count--) {
    const p = <f64>load<f32>(points);
    const below = floor(p);
    const whole = p == below;
    fill(out, length, p == p ? 0 : NOT_A_NUMBER);
    put(out, length, whole ? p - 1 : below, whole ? -0.5 : -1);
    put(out, length, below + 1, whole ? 0.5 : 1);
    points += 4;
    out += (<usize>length) << 2;
  }
}

/** Writes element k of a row, if it has one; not for NaN. */
function put(row: usize, length: i32, k: f64, value: f64): void {
  if (k >= 0 && k < <f64>length) store<f32>(row + ((<usize>k) << 2), <f32>value);
}
