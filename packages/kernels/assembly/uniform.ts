// Uniform draws, and what is one comparison away from them.
import { storeBools } from './bools';
import { storeLanes } from './lanes';
import { fourWords } from './random-bits';

/** Bits of 1: the exponent of the floats in [1, 2). */
const ONE: i32 = 0x3f800000;

/** See `RandomKernels` in `src/random-kernels.ts`. */
export function uniform(key: usize, out: usize, count: i32, min: f32, max: f32): void {
  const key0 = load<i32>(key);
  const key1 = load<i32>(key, 4);
  for (let i = 0; i < count; i += 4) {
    storeLanes(out, fourUniform(key0, key1, i, min, max), count - i);
    out += 16;
  }
}

/** See `RandomKernels` in `src/random-kernels.ts`. */
export function bernoulli(key: usize, out: usize, count: i32, p: f32): void {
  const key0 = load<i32>(key);
  const key1 = load<i32>(key, 4);
  for (let i = 0; i < count; i += 4) {
    storeBools(out, f32x4.lt(fourUniform(key0, key1, i, 0, 1), f32x4.splat(p)), count - i);
    out += 4;
  }
}

/** Draws i to i + 3: the floats 1 ≤ x < 2 with random mantissa, minus 1, scaled to [min, max). */
export function fourUniform(key0: i32, key1: i32, i: i32, min: f32, max: f32): v128 {
  const mantissa = i32x4.shr_u(fourWords(key0, key1, i), 9);
  const fraction = f32x4.sub(v128.or(mantissa, i32x4.splat(ONE)), f32x4.splat(1));
  return f32x4.add(f32x4.mul(fraction, f32x4.splat(max - min)), f32x4.splat(min));
}
