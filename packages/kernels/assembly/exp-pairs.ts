// eˣ for pairs of float64, to more digits than float32 has: x = n·ln 2 + r, eˣ = 2ⁿ·(1 + tail).

/** 1.5·2⁵²: a float that is added to it is rounded to an integer, which stands in the lowest bits. */
const MAGIC: f64 = 6755399441055744;
const LOG2_E: f64 = 1.4426950408889634;
const LN2: f64 = 0.6931471805599453;

// eʳ ≈ 1 + r + r²·(P0 + P1·r + … + P5·r⁵) for |r| ≤ ½·ln 2; error of eʳ − 1 below 2⁻³¹ of it (Remez).
const P0: f64 = 0.500000004641065162;
const P1: f64 = 0.166666668182254441;
const P2: f64 = 0.0416663546146864836;
const P3: f64 = 0.00833327282885748046;
const P4: f64 = 0.00139410131819413704;
const P5: f64 = 0.000199142745465953016;

/** Beyond it, 0 and ∞ are what float32 can say of eˣ. */
const LIMIT: f64 = 200;

/** eˣ. Zero and infinity come as e^−200 and e^200, which float32 rounds to them. */
export function exp(x: v128): v128 {
  x = limited(x);
  const n = exponent(x);
  const power = powerOfTwo(n);
  return f64x2.add(power, f64x2.mul(power, tail(x, n)));
}

/** eˣ − 1 = (2ⁿ − 1) + 2ⁿ·tail; for n = 0 the tail alone. 0 for −0. */
export function expm1(x: v128): v128 {
  x = limited(x);
  const n = exponent(x);
  const power = powerOfTwo(n);
  return f64x2.add(f64x2.sub(power, f64x2.splat(1)), f64x2.mul(power, tail(x, n)));
}

/** NaN stays. */
function limited(x: v128): v128 {
  return f64x2.pmax(f64x2.pmin(x, f64x2.splat(LIMIT)), f64x2.splat(-LIMIT));
}

/** n in the lowest bits, and `MAGIC` above. */
function exponent(x: v128): v128 {
  return f64x2.add(f64x2.mul(x, f64x2.splat(LOG2_E)), f64x2.splat(MAGIC));
}

function powerOfTwo(n: v128): v128 {
  return i64x2.add(i64x2.shl(n, 52), f64x2.splat(1));
}

/** eʳ − 1. */
function tail(x: v128, n: v128): v128 {
  const k = f64x2.sub(n, f64x2.splat(MAGIC));
  const r = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2)));
  let p = f64x2.add(f64x2.mul(f64x2.splat(P5), r), f64x2.splat(P4));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(P3));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(P2));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(P1));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(P0));
  return f64x2.add(r, f64x2.mul(f64x2.mul(r, r), p));
}
