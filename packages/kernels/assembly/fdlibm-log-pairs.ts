// log and log1p to the very bits of `@saccade/math/portable`, operation by operation, so that draws have the same bits
// wherever they are made. Method and coefficients: fdlibm's e_log.c and s_log1p.c (Sun Microsystems, 1993).

const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

// log(1+f) = f − f²/2 + s·(f²/2 + R(s²)), s = f/(2+f); R by Remez, error 2^−58.
const G1: f64 = 6.66666666666673513e-1;
const G2: f64 = 3.999999999940941908e-1;
const G3: f64 = 2.857142874366239149e-1;
const G4: f64 = 2.222219843214978396e-1;
const G5: f64 = 1.818357216161805012e-1;
const G6: f64 = 1.531383769920937332e-1;
const G7: f64 = 1.479819860511658591e-1;

/** √½ in its upper word: significands are taken from [√½, √2). */
const SQRT_HALF: i64 = 0x3fe6a09e00000000;
const ONE: i64 = 0x3ff0000000000000;
const FRACTION: i64 = 0xfffffffffffff;
/** Bits of 2⁵², and 2⁵² + 1023: an exponent in the lowest bits of the first, less the second, is a float. */
const MAGIC: i64 = 0x4330000000000000;
const MAGIC_BIAS: f64 = 4503599627371519;

/** From here to 0, log1p takes its argument as it is. */
const NEAR: f64 = -0.2928;

/** log x, rounded to float32, of four normal float32 above 0. */
export function logOfFloats(x: v128): v128 {
  return join(logOfPair(f64x2.promote_low_f32x4(x)), logOfPair(f64x2.promote_low_f32x4(upper(x))));
}

/** log(1 + x), rounded to float32, of four float32 in −1 < x ≤ 0. */
export function log1pOfFloats(x: v128): v128 {
  return join(log1pOfPair(f64x2.promote_low_f32x4(x)), log1pOfPair(f64x2.promote_low_f32x4(upper(x))));
}

function upper(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 1);
}

function join(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/** log x of a pair of normal float64 above 0. */
export function logOfPair(x: v128): v128 {
  return logOfParts(fraction(x), exponent(x));
}

function log1pOfPair(x: v128): v128 {
  // Exact where it is used, since x is a float32.
  const u = f64x2.add(f64x2.splat(1), x);
  const near = f64x2.gt(x, f64x2.splat(NEAR));
  return logOfParts(v128.bitselect(x, fraction(u), near), v128.andnot(exponent(u), near));
}

/** Of x = 2^exponent · (1 + fraction), 1 + fraction in about [√½, √2). */
function exponent(x: v128): v128 {
  const biased = i64x2.shr_u(i64x2.add(x, i64x2.splat(ONE - SQRT_HALF)), 52);
  return f64x2.sub(v128.or(biased, i64x2.splat(MAGIC)), f64x2.splat(MAGIC_BIAS));
}

function fraction(x: v128): v128 {
  const shifted = v128.and(i64x2.add(x, i64x2.splat(ONE - SQRT_HALF)), i64x2.splat(FRACTION));
  return f64x2.sub(i64x2.add(shifted, i64x2.splat(SQRT_HALF)), f64x2.splat(1));
}

/** log(2^k · (1 + f)) = s·(f²/2 + R) + k·LN2_LOW − f²/2 + f + k·LN2_HIGH, from left to right. */
function logOfParts(f: v128, k: v128): v128 {
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  let r = f64x2.add(f64x2.splat(G6), f64x2.mul(z, f64x2.splat(G7)));
  r = f64x2.add(f64x2.splat(G5), f64x2.mul(z, r));
  r = f64x2.add(f64x2.splat(G4), f64x2.mul(z, r));
  r = f64x2.add(f64x2.splat(G3), f64x2.mul(z, r));
  r = f64x2.add(f64x2.splat(G2), f64x2.mul(z, r));
  r = f64x2.mul(z, f64x2.add(f64x2.splat(G1), f64x2.mul(z, r)));
  const low = f64x2.mul(k, f64x2.splat(LN2_LOW));
  const series = f64x2.sub(f64x2.add(f64x2.mul(s, f64x2.add(half, r)), low), half);
  return f64x2.add(f64x2.add(series, f), f64x2.mul(k, f64x2.splat(LN2_HIGH)));
}
