// log and log1p. Method and coefficients: fdlibm's e_log.c and s_log1p.c (Sun Microsystems, 1993), error below 1 ulp.
import { highWord, withHighWord } from './bits.ts';
import { LN2_HIGH, LN2_LOW } from './exp.ts';

// log(1+f) = f − f²/2 + s·(f²/2 + R(s²)), s = f/(2+f); R by Remez, error 2^−58.
const G1 = 6.66666666666673513e-1;
const G2 = 3.999999999940941908e-1;
const G3 = 2.857142874366239149e-1;
const G4 = 2.222219843214978396e-1;
const G5 = 1.818357216161805012e-1;
const G6 = 1.531383769920937332e-1;
const G7 = 1.479819860511658591e-1;

const TWO_54 = 18014398509481984;
/** High word of √½: significands are taken from [√½, √2). */
const SQRT_HALF_HIGH = 0x3fe6a09e;
const ONE_HIGH = 0x3ff00000;

/** A positive normal x as 2^exponent · (1 + fraction), 1 + fraction in about [√½, √2). */
function significand(x: number): { exponent: number; fraction: number } {
  const high = highWord(x) + (ONE_HIGH - SQRT_HALF_HIGH);
  const exponent = (high >> 20) - 1023;
  return { exponent, fraction: withHighWord(x, (high & 0xfffff) + SQRT_HALF_HIGH) - 1 };
}

/** log(2^k · (1 + f)) + c. */
function logOfParts(f: number, k: number, c: number): number {
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const r = z * (G1 + z * (G2 + z * (G3 + z * (G4 + z * (G5 + z * (G6 + z * G7))))));
  return s * (half + r) + (k * LN2_LOW + c) - half + f + k * LN2_HIGH;
}

/** Natural logarithm. Error below 1 ulp; log(±0) = −∞, log(∞) = ∞, NaN below 0. */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0) || x === Infinity) return x > 0 ? x : NaN;
  if (x === 1) return 0;
  const subnormal = x < 2.2250738585072014e-308;
  const { exponent, fraction } = significand(subnormal ? x * TWO_54 : x);
  return logOfParts(fraction, subnormal ? exponent - 54 : exponent, 0);
}

/** log(1 + x), accurate near 0. Error below 1 ulp; log1p(±0) = ±0, log1p(−1) = −∞, NaN below −1. */
export function log1p(x: number): number {
  if (x === -1) return -Infinity;
  if (!(x > -1) || x === Infinity) return x > 0 ? x : NaN;
  if (Math.abs(x) < 1.1102230246251565e-16) return x; // 2^−53
  if (x > -0.2928 && x < 0.4142) return logOfParts(x, 0, 0);
  const u = 1 + x;
  const { exponent, fraction } = significand(u);
  // What the rounding of 1 + x lost, to first order.
  const lost = (exponent >= 2 ? 1 - (u - x) : x - (u - 1)) / u;
  return logOfParts(fraction, exponent, exponent < 54 ? lost : 0);
}
