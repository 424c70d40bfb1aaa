// exp, expm1 and what follows from them, from + − × ÷ only, so that every engine gives the same bits.
// Method and coefficients: fdlibm's e_exp.c (Sun Microsystems, 1993), error below 1 ulp.
import { scaleByPowerOfTwo } from './bits.ts';

/** ln 2 in two parts; the first has 32 significant bits, so that its product with an exponent is exact. */
export const LN2_HIGH = 6.9314718036912381649e-1;
export const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.442695040888963387;

// R(r) = r·(eʳ + 1)/(eʳ − 1) ≈ 2 + P1·r² + … + P5·r¹⁰ on |r| ≤ ln2 / 2, error 2^−59 (Remez).
const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;

/** Above it exp overflows; below the other it rounds to 0. */
const OVERFLOW = 709.782712893383973096;
const UNDERFLOW = -745.13321910194110842;

/** eʳ − 1 − high for r = high − low, |r| ≤ 0.3466: the part that is added to `high`. */
function remainder(high: number, low: number): number {
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  return (r * c) / (2 - c) - low;
}

/** exp(x + tail) for a finite x inside the range of exp and a tail far below ulp(x). */
export function expWithTail(x: number, tail: number): number {
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  return scaleByPowerOfTwo(1 + (remainder(high, k * LN2_LOW - tail) + high), k);
}

/** eˣ. Error below 1 ulp; exp(−∞) = 0, exp(∞) = ∞. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  return expWithTail(x, 0);
}

/** eˣ − 1, accurate near 0. Error below 2 ulp; expm1(±0) = ±0, expm1(−∞) = −1. */
export function expm1(x: number): number {
  if (x !== x || Math.abs(x) < 5.551115123125783e-17) return x; // 2^−54
  if (x > 40) return exp(x);
  if (x < -40) return -1;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const rest = remainder(high, k * LN2_LOW);
  if (k === 0) return rest + high;
  // 2^k · (eʳ − 1 + (1 − 2^−k)): the last bracket is exact, or rounds to what the sum cannot see.
  return scaleByPowerOfTwo(1 - scaleByPowerOfTwo(1, -k) + high + rest, k);
}

/** Hyperbolic tangent. Error below 2 ulp; tanh(±0) = ±0, tanh(±∞) = ±1. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 7.450580596923828e-9)) return x; // 2^−27: the next term, x³/3, is below half an ulp
  if (size > 22) return x > 0 ? 1 : -1;
  const t = expm1(2 * size);
  const value = size > 0.5 ? 1 - 2 / (t + 2) : t / (t + 2);
  return x > 0 ? value : -value;
}

/** The logistic function 1 / (1 + e^−x). Error below 2 ulp; sigmoid(−∞) = 0, sigmoid(∞) = 1. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}
