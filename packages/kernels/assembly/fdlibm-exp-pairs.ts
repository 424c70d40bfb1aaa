// exp to the very bits of `@saccade/math/portable`, operation by operation, so that what is made of it has the same bits
// wherever it is made. Method and coefficients: fdlibm's e_exp.c (Sun Microsystems, 1993).

/** 1.5·2⁵²: an integer that is added to it stands in the lowest bits. */
const MAGIC: f64 = 6755399441055744;
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const INVERSE_LN2: f64 = 1.442695040888963387;

// R(r) = r·(eʳ + 1)/(eʳ − 1) ≈ 2 + P1·r² + … + P5·r¹⁰ on |r| ≤ ln2 / 2, error 2^−59 (Remez).
const P1: f64 = 1.66666666666666019037e-1;
const P2: f64 = -2.77777777770155933842e-3;
const P3: f64 = 6.61375632143793436117e-5;
const P4: f64 = -1.6533902205465251539e-6;
const P5: f64 = 4.13813679705723846039e-8;

/** From e to this on, results are normal float64. */
const SMALL: f64 = -708;

/** eˣ for x ≤ 0; e^−708, which float32 rounds to 0, for less than −708. */
export function expOfNegative(x: v128): v128 {
  x = f64x2.pmax(x, f64x2.splat(SMALL));
  const k = exponent(x);
  return f64x2.mul(power(x, f64x2.splat(0), k), powerOfTwo(k));
}

/** exp(x + tail) for −746 ≤ x ≤ 709.79 and a tail far below ulp(x). */
export function expWithTail(x: v128, tail: v128): v128 {
  const k = exponent(x);
  // 2ᵏ in two factors, as it may be beyond the range: only the second product rounds.
  const half = f64x2.floor(f64x2.mul(k, f64x2.splat(0.5)));
  const product = f64x2.mul(power(x, tail, k), powerOfTwo(half));
  return f64x2.mul(product, powerOfTwo(f64x2.sub(k, half)));
}

function exponent(x: v128): v128 {
  return f64x2.floor(f64x2.add(f64x2.mul(x, f64x2.splat(INVERSE_LN2)), f64x2.splat(0.5)));
}

/** eʳ for x + tail = k·ln 2 + r. */
function power(x: v128, tail: v128, k: v128): v128 {
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
  const low = f64x2.sub(f64x2.mul(k, f64x2.splat(LN2_LOW)), tail);
  return f64x2.add(f64x2.splat(1), f64x2.add(remainder(high, low), high));
}

/** eʳ − 1 − high for r = high − low, |r| ≤ 0.3466: the part that is added to `high`. */
function remainder(high: v128, low: v128): v128 {
  const r = f64x2.sub(high, low);
  const t = f64x2.mul(r, r);
  let p = f64x2.add(f64x2.splat(P4), f64x2.mul(t, f64x2.splat(P5)));
  p = f64x2.add(f64x2.splat(P3), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(P2), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(P1), f64x2.mul(t, p));
  const c = f64x2.sub(r, f64x2.mul(t, p));
  return f64x2.sub(f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c)), low);
}

/** 2ⁿ for integers n from −1022 to 1023. */
function powerOfTwo(n: v128): v128 {
  return i64x2.add(i64x2.shl(f64x2.add(n, f64x2.splat(MAGIC)), 52), f64x2.splat(1));
}
