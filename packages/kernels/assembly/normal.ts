// Draws that uniform ones are bent into: √2 · erf⁻¹(u), and −log(−log u).
import { erfInv } from './erf-inv';
import { logOfFloats } from './fdlibm-log-pairs';
import { storeLanes } from './lanes';
import { fourUniform } from './uniform';

/** The float32 next above −1. */
const ABOVE_MINUS_ONE: f32 = -0.9999999403953552;
const SMALLEST_NORMAL: f32 = 1.1754943508222875e-38;
const SQRT2: f32 = 1.4142135623730951;

/** See `RandomKernels` in `src/random-kernels.ts`. */
export function normal(key: usize, out: usize, count: i32, mean: f32, sd: f32): void {
  const key0 = load<i32>(key);
  const key1 = load<i32>(key, 4);
  for (let i = 0; i < count; i += 4) {
    const standard = f32x4.mul(f32x4.splat(SQRT2), erfInv(fourUniform(key0, key1, i, ABOVE_MINUS_ONE, 1)));
    storeLanes(out, f32x4.add(f32x4.mul(standard, f32x4.splat(sd)), f32x4.splat(mean)), count - i);
    out += 16;
  }
}

/** See `RandomKernels` in `src/random-kernels.ts`. */
export function gumbel(key: usize, out: usize, count: i32): void {
  const key0 = load<i32>(key);
  const key1 = load<i32>(key, 4);
  for (let i = 0; i < count; i += 4) {
    const log = logOfFloats(fourUniform(key0, key1, i, SMALLEST_NORMAL, 1));
    storeLanes(out, f32x4.neg(logOfFloats(f32x4.neg(log))), count - i);
    out += 16;
  }
}
