import { expAnywhere, exponent, powerOfTwo, tail } from './exp';

/** Beyond it the result is eˣ, on its way to the subnormal numbers, or 1. */
const LIMIT: f32 = 87;

/**
 * 1 / (1 + E) with E = e^(−x) = s·(1 + t), s a power of two. The sum is taken as (1 + s) + s·t, where s·t is small and gets
 * what the rounding of 1 + s may have lost: so E itself is never rounded. Error below 2 ulp.
 */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  const power = f32x4.neg(x);
  const n = exponent(power);
  const s = powerOfTwo(n);
  const most = f32x4.add(one, s);
  const lost = f32x4.sub(one, f32x4.sub(most, s));
  const rest = f32x4.add(f32x4.mul(s, tail(power, n)), lost);
  const value = f32x4.div(one, f32x4.add(most, rest));
  // As integers, NaN too is beyond the limit.
  const outside = i32x4.gt_s(f32x4.abs(x), f32x4.splat(LIMIT));
  return v128.any_true(outside) ? v128.bitselect(farSigmoid(x), value, outside) : value;
}

function farSigmoid(x: v128): v128 {
  return v128.bitselect(f32x4.splat(1), expAnywhere(x), f32x4.gt(x, f32x4.splat(0)));
}
