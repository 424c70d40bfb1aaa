// xʸ = exp(y · log x), to the very bits of `@saccade/math/portable`, operation by operation, in float64; then rounded to
// float32. log x and the product are sums of two float64 (Dekker 1971), so that the exponent's error stays far below an
// ulp of the result. Functions return the first part and leave the second in `low`.
import { expWithTail } from './fdlibm-exp-pairs';

const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const THIRD: f64 = 0.3333333333333333;
const THIRD_LOW: f64 = 1.850371707708594e-17;
/** Bits of 1 and of √½ with a low word of 0: significands are taken from [√½, √2). */
const ONE: i64 = 0x3ff0000000000000;
const SQRT_HALF: i64 = 0x3fe6a09e00000000;
const FRACTION: i64 = 0xfffffffffffff;
const HIGH_WORD: i64 = 0xffffffff00000000;

let low: f64 = 0;

/** Four powers of float32, with the special cases of `Math.pow`. */
export function pow(x: v128, y: v128): v128 {
  let powers = f32x4.splat(power(f32x4.extract_lane(x, 0), f32x4.extract_lane(y, 0)));
  powers = f32x4.replace_lane(powers, 1, power(f32x4.extract_lane(x, 1), f32x4.extract_lane(y, 1)));
  powers = f32x4.replace_lane(powers, 2, power(f32x4.extract_lane(x, 2), f32x4.extract_lane(y, 2)));
  return f32x4.replace_lane(powers, 3, power(f32x4.extract_lane(x, 3), f32x4.extract_lane(y, 3)));
}

function power(x: f32, y: f32): f32 {
  if (y == 0) return 1;
  if (x != x || y != y) return NaN;
  const size = abs(x);
  const edge = size == 0 || size == Infinity || abs(y) == Infinity;
  if (!edge && x < 0 && floor(y) != y) return NaN;
  const value = edge ? powerAtEdge(size, y) : <f32>finitePower(size, y);
  return reinterpret<i32>(x) < 0 && isOdd(y) ? -value : value;
}

function isOdd(y: f32): bool {
  return abs(y) < 16777216 && floor(y) == y && floor(y / 2) * 2 != y;
}

/** |x|^y where x or y is 0 or infinite and y ≠ 0. */
function powerAtEdge(x: f32, y: f32): f32 {
  if (abs(y) == Infinity) {
    if (x == 1) return NaN;
    return x > 1 == y > 0 ? Infinity : 0;
  }
  return (x == 0) == y > 0 ? 0 : Infinity;
}

/** x^y for finite x > 0 and finite y ≠ 0. As float64, a float32 is never subnormal. */
function finitePower(x: f64, y: f64): f64 {
  const log = logPair(x);
  const logLow = low;
  const estimate = y * log;
  if (estimate > 709.79) return Infinity;
  if (estimate < -745.2) return 0;
  const high = product(y, log);
  return f64x2.extract_lane(expWithTail(f64x2.splat(high), f64x2.splat(low + y * logLow)), 0);
}

/** log x, to about 2⁻⁶⁶ of its size. */
function logPair(x: f64): f64 {
  const bits = reinterpret<i64>(x) + (ONE - SQRT_HALF);
  const k = <f64>((bits >> 52) - 1023);
  const m = reinterpret<f64>((bits & FRACTION) + SQRT_HALF);
  const log = logOfSignificand(m);
  if (k == 0) return log;
  const logLow = low;
  const total = fastSum(k * LN2_HIGH, log);
  return fastSum(total, low + (k * LN2_LOW + logLow));
}

/** log m = 2·atanh s = 2s·(1 + s²/3 + s⁴·rest) with s = (m − 1) / (m + 1), for m in [√½, √2). */
function logOfSignificand(m: f64): f64 {
  const sum = fastSum(m > 1 ? m : 1, m > 1 ? 1 : m);
  const sumLow = low;
  // One correction step; numerator and the parts of the denominator are exact.
  const estimate = (m - 1) / sum;
  const p = product(estimate, sum);
  const s = fastSum(estimate, (m - 1 - p - low - estimate * sumLow) / sum);
  const sLow = low;
  const z = multiply(s, sLow, s, sLow);
  const third = multiply(z, low, THIRD, THIRD_LOW);
  const series = fastSum(third, low + z * z * atanhRest(z));
  const extra = multiply(s, sLow, series, low);
  return fastSum(2 * s, 2 * (extra + (sLow + low)));
}

/** 1/5 + z/7 + z²/9 + …: what atanh's series holds from z² on, for 0 ≤ z ≤ 0.0295. */
function atanhRest(z: f64): f64 {
  let sum: f64 = 0;
  for (let n: f64 = 31; n >= 5; n -= 2) sum = sum * z + 1 / n;
  return sum;
}

function fastSum(a: f64, b: f64): f64 {
  const sum = a + b;
  low = b - (sum - a);
  return sum;
}

/** a · b with an error near 2⁻⁷² of it; the split clears 32 bits, so that all partial products but the last are exact. */
function product(a: f64, b: f64): f64 {
  const p = a * b;
  const a1 = withoutLowWord(a);
  const b1 = withoutLowWord(b);
  const a2 = a - a1;
  const b2 = b - b1;
  low = a1 * b1 - p + a1 * b2 + a2 * b1 + a2 * b2;
  return p;
}

function multiply(a: f64, aLow: f64, b: f64, bLow: f64): f64 {
  const p = product(a, b);
  return fastSum(p, low + (a * bLow + aLow * b));
}

function withoutLowWord(x: f64): f64 {
  return reinterpret<f64>(reinterpret<i64>(x) & HIGH_WORD);
}
