// eˣ = 2ⁿ·(1 + tail) for x = n·ln 2 + r, |r| ≤ ½·ln 2 (Cody & Waite 1980), and what tanh and the logistic function need of it.

/** 1.5·2²³: a float that is added to it is rounded to an integer, which stands in the lowest bits. */
const MAGIC: f32 = 12582912;
const LOG2_E: f32 = 1.4426950408889634;
/** ln 2 = 355/512 − 0.000212…: the first part has 9 bits, so that its product with n is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444005469057e-4;

// eʳ ≈ 1 + r + r²·(P0 + P1·r + … + P4·r⁴), error 2⁻²⁸ (Remez).
const P0: f32 = 0.5;
const P1: f32 = 0.166665188386945952;
const P2: f32 = 0.0416662057798666383;
const P3: f32 = 0.00836888944392149199;
const P4: f32 = 0.00139504124919029919;

/** Up to this |x| neither eˣ nor the steps to it leave the normal numbers. */
const LIMIT: f32 = 87;

/** n in the lowest bits, and `MAGIC` above. */
export function exponent(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(MAGIC));
}

/** 2ⁿ, for n from −126 to 127. */
export function powerOfTwo(n: v128): v128 {
  return i32x4.add(i32x4.shl(n, 23), f32x4.splat(1));
}

/** eʳ − 1. */
export function tail(x: v128, n: v128): v128 {
  const k = f32x4.sub(n, f32x4.splat(MAGIC));
  const high = f32x4.sub(x, f32x4.mul(k, f32x4.splat(LN2_HIGH)));
  const r = f32x4.sub(high, f32x4.mul(k, f32x4.splat(LN2_LOW)));
  let p = f32x4.add(f32x4.mul(f32x4.splat(P4), r), f32x4.splat(P3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(P2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(P1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(P0));
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), p));
}

/** eˣ, error below 1.1 ulp. */
export function exp(x: v128): v128 {
  const n = exponent(x);
  const value = i32x4.add(f32x4.add(f32x4.splat(1), tail(x, n)), i32x4.shl(n, 23));
  // As integers, NaN too is beyond the limit.
  const outside = i32x4.gt_s(f32x4.abs(x), f32x4.splat(LIMIT));
  return v128.any_true(outside) ? expAnywhere(x) : value;
}

/** The same bits where both are right, and subnormal, infinite and no numbers too: 2ⁿ in two factors. */
export function expAnywhere(x: v128): v128 {
  // Beyond these, results are 0 and ∞. NaN stays.
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-105));
  const n = exponent(x);
  const all = i32x4.sub(n, f32x4.splat(MAGIC));
  const half = i32x4.shr_s(all, 1);
  const value = f32x4.mul(f32x4.add(f32x4.splat(1), tail(x, n)), powerOfTwo(half));
  return f32x4.mul(value, powerOfTwo(i32x4.sub(all, half)));
}
