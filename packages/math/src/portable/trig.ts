// sin, cos, atan2. Kernels and coefficients: fdlibm's k_sin.c, k_cos.c, s_atan.c (Sun Microsystems, 1993).
import { reduce } from './trig-reduction.ts';

// sin r = r + S1·r³ + … + S6·r¹³ on |r| ≤ π/4, error 2^−58.
const S1 = -1.66666666666666324348e-1;
const S2 = 8.33333333332248946124e-3;
const S3 = -1.98412698298579493134e-4;
const S4 = 2.75573137070700676789e-6;
const S5 = -2.50507602534068634195e-8;
const S6 = 1.58969099521155010221e-10;

// cos r = 1 − r²/2 + C1·r⁴ + … + C6·r¹⁴, same range and error.
const C1 = 4.16666666666666019037e-2;
const C2 = -1.38888888888741095749e-3;
const C3 = 2.48015872894767294178e-5;
const C4 = -2.75573143513906633035e-7;
const C5 = 2.0875723212981748279e-9;
const C6 = -1.13596475577881948265e-11;

function sinKernel(r: number, low: number): number {
  const z = r * r;
  const tail = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  const cube = z * r;
  return r - (z * (0.5 * low - cube * tail) - low - cube * S1);
}

function cosKernel(r: number, low: number): number {
  const z = r * r;
  const tail = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * tail - r * low));
}

/** Sine of an angle in radians, also of a huge one. Error below 1 ulp; sin(±0) = ±0, sin(±∞) = NaN. */
export function sin(x: number): number {
  if (x - x !== 0) return NaN;
  if (Math.abs(x) < 7.450580596923828e-9) return x; // 2^−27: x³/6 is below half an ulp
  const { quadrant, high, low } = reduce(x);
  const value = quadrant & 1 ? cosKernel(high, low) : sinKernel(high, low);
  return quadrant & 2 ? -value : value;
}

/** Cosine of an angle in radians, also of a huge one. Error below 1 ulp; cos(±∞) = NaN. */
export function cos(x: number): number {
  if (x - x !== 0) return NaN;
  const { quadrant, high, low } = reduce(x);
  const value = quadrant & 1 ? sinKernel(high, low) : cosKernel(high, low);
  return quadrant === 1 || quadrant === 2 ? -value : value;
}

// atan t = t − t·(A0·t² + … + A10·t²²) on |t| ≤ 7/16.
const A0 = 3.33333333333329318027e-1;
const A1 = -1.99999999998764832476e-1;
const A2 = 1.42857142725034663711e-1;
const A3 = -1.1111110405462355788e-1;
const A4 = 9.09088713343650656196e-2;
const A5 = -7.69187620504482999495e-2;
const A6 = 6.66107313738753120669e-2;
const A7 = -5.83357013379057348645e-2;
const A8 = 4.97687799461593236017e-2;
const A9 = -3.6531572744216915527e-2;
const A10 = 1.62858201153657823623e-2;

const PI = 3.141592653589793;
const PI_LOW = 1.2246467991473532e-16;
type Angle = readonly [high: number, low: number];
// atan of ½, 1, 3/2 and ∞
const ATAN_HALF: Angle = [4.63647609000806093515e-1, 2.26987774529616870924e-17];
const ATAN_ONE: Angle = [7.85398163397448278999e-1, 3.06161699786838301793e-17];
const ATAN_THREE_HALVES: Angle = [9.82793723247329054082e-1, 1.39033110312309984516e-17];
const ATAN_INFINITY: Angle = [1.570796326794896558, 6.12323399573676603587e-17];

/** t − atan t for |t| ≤ 7/16. */
function atanDeficit(t: number): number {
  const z = t * t;
  const w = z * z;
  const odd = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
  const even = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
  return t * (odd + even);
}

function addAngle([high, low]: Angle, t: number): number {
  return high - (atanDeficit(t) - low - t);
}

/** atan of t ≥ 0, by atan t = atan c + atan((t − c) / (1 + c·t)) with c in {½, 1, 3/2, ∞}. */
function atanPositive(t: number): number {
  if (t < 0.4375) return t < 7.450580596923828e-9 ? t : t - atanDeficit(t);
  if (t < 0.6875) return addAngle(ATAN_HALF, (2 * t - 1) / (2 + t));
  if (t < 1.1875) return addAngle(ATAN_ONE, (t - 1) / (t + 1));
  if (t < 2.4375) return addAngle(ATAN_THREE_HALVES, (t - 1.5) / (1 + 1.5 * t));
  return addAngle(ATAN_INFINITY, -1 / t);
}

function isNegative(x: number): boolean {
  return x < 0 || (x === 0 && 1 / x < 0);
}

/** The angle in [0, π] of the point (x, |y|). */
function upperAngle(y: number, x: number): number {
  const left = isNegative(x);
  if (y === 0) return left ? PI : 0;
  const width = Math.abs(x);
  const both = y === Infinity && width === Infinity;
  const angle = atanPositive(both ? 1 : width === 0 ? Infinity : y / width);
  return left ? PI - (angle - PI_LOW) : angle;
}

/**
 * The angle of the point (x, y) in radians, in [−π, π]; signed zeros and infinities as IEEE 754 says for atan2.
 * Error below 2 ulp.
 */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  const angle = upperAngle(Math.abs(y), x);
  return isNegative(y) ? -angle : angle;
}
