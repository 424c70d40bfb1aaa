// x^y = exp(y · log x), with log x and the product in double-double (Dekker 1971) so that the exponent's error stays far
// below an ulp of the result.
import { clearLowWord, highWord, withHighWord } from './bits.ts';
import { expWithTail, LN2_HIGH, LN2_LOW } from './exp.ts';

/** An unevaluated sum high + low, |low| ≤ ulp(high) / 2. */
type Pair = readonly [high: number, low: number];

const THIRD: Pair = [0.3333333333333333, 1.850371707708594e-17];

function fastSum(a: number, b: number): Pair {
  const sum = a + b;
  return [sum, b - (sum - a)];
}

/** a · b with an error near 2^−72 of it (Dekker 1971; the split clears 32 bits, so all partial products but the last are exact). */
function product(a: number, b: number): Pair {
  const p = a * b;
  const a1 = clearLowWord(a);
  const b1 = clearLowWord(b);
  const a2 = a - a1;
  const b2 = b - b1;
  return [p, a1 * b1 - p + a1 * b2 + a2 * b1 + a2 * b2];
}

function multiply([a, aLow]: Pair, [b, bLow]: Pair): Pair {
  const [p, error] = product(a, b);
  return fastSum(p, error + (a * bLow + aLow * b));
}

/** 1/5 + z/7 + z²/9 + …: what atanh's series holds from z² on, for 0 ≤ z ≤ 0.0295; the first term dropped is below 2^−70. */
function atanhRest(z: number): number {
  let sum = 0;
  for (let n = 31; n >= 5; n -= 2) sum = sum * z + 1 / n;
  return sum;
}

/** log of x / 2^shift for a positive normal x, to about 2^−66 of its size. */
function logPair(x: number, shift: number): Pair {
  const high = highWord(x) + (0x3ff00000 - 0x3fe6a09e);
  const k = (high >> 20) - 1023 - shift;
  const m = withHighWord(x, (high & 0xfffff) + 0x3fe6a09e); // in [√½, √2)
  // s = (m − 1) / (m + 1) with one correction step; numerator and the parts of the denominator are exact.
  const [sum, sumLow] = fastSum(m > 1 ? m : 1, m > 1 ? 1 : m);
  const s = (m - 1) / sum;
  const [p, pLow] = product(s, sum);
  const quotient = fastSum(s, (m - 1 - p - pLow - s * sumLow) / sum);
  // log m = 2·atanh s = 2s·(1 + s²/3 + s⁴·rest)
  const z = multiply(quotient, quotient);
  const third = multiply(z, THIRD);
  const series = fastSum(third[0], third[1] + z[0] * z[0] * atanhRest(z[0]));
  const extra = multiply(quotient, series);
  const [log, logLow] = fastSum(2 * quotient[0], 2 * (extra[0] + (quotient[1] + extra[1])));
  if (k === 0) return [log, logLow];
  const [total, totalLow] = fastSum(k * LN2_HIGH, log);
  return fastSum(total, totalLow + (k * LN2_LOW + logLow));
}

function isOddInteger(y: number): boolean {
  return Math.abs(y) < 9007199254740992 && Math.floor(y) === y && Math.floor(y / 2) * 2 !== y;
}

/** |x|^y for finite x ≠ 0 and finite y ≠ 0. */
function powFinite(x: number, y: number): number {
  const subnormal = x < 2.2250738585072014e-308;
  const log = subnormal ? logPair(x * 18014398509481984, 54) : logPair(x, 0);
  const estimate = y * log[0];
  if (estimate > 709.79) return Infinity;
  if (estimate < -745.2) return 0;
  const [high, low] = product(y, log[0]);
  return expWithTail(high, low + y * log[1]);
}

/** |x|^y where x or y is 0 or infinite and y ≠ 0. */
function powAtEdge(x: number, y: number): number {
  if (Math.abs(y) === Infinity) {
    if (x === 1) return NaN;
    return x > 1 === y > 0 ? Infinity : 0;
  }
  return (x === 0) === y > 0 ? 0 : Infinity;
}

/**
 * x to the power y, with the special cases of `Math.pow`: pow(x, ±0) = 1 even for NaN, pow(±1, ±∞) = NaN, a negative base
 * wants an integer exponent. Error below 1 ulp; powers that are float64 numbers come out exactly.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  const size = Math.abs(x);
  const edge = size === 0 || size === Infinity || Math.abs(y) === Infinity;
  if (!edge && x < 0 && Math.floor(y) !== y) return NaN;
  const value = edge ? powAtEdge(size, y) : powFinite(size, y);
  const negative = x < 0 || (x === 0 && 1 / x < 0);
  return negative && isOddInteger(y) ? -value : value;
}
