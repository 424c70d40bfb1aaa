import { exponent, powerOfTwo, tail } from './exp';

/** From here on tanh rounds to 1. */
const SATURATED: f32 = 9.1;
const SIGN: i32 = -2147483648;

/**
 * tanh x = sign(x)·(1 − E) / (1 + E) with E = e^(−2|x|) = s·(1 + t), s a power of two. As (1 − s) − s·t the numerator is
 * rounded once, and near 0, where s = 1, not at all. Error below 2 ulp.
 */
export function tanh(x: v128): v128 {
  const size = f32x4.pmin(f32x4.abs(x), f32x4.splat(SATURATED));
  const power = f32x4.mul(size, f32x4.splat(-2));
  const n = exponent(power);
  const s = powerOfTwo(n);
  const rest = f32x4.mul(s, tail(power, n));
  const numerator = f32x4.sub(f32x4.sub(f32x4.splat(1), s), rest);
  const denominator = f32x4.add(f32x4.add(f32x4.splat(1), s), rest);
  return v128.or(f32x4.div(numerator, denominator), v128.and(x, i32x4.splat(SIGN)));
}
