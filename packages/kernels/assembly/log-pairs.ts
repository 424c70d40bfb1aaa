// Logarithms of pairs of float64 that come from float32, so that none is subnormal.

/** Bits of √½: significands are taken from [√½, √2). */
const SQRT_HALF: i64 = 0x3fe6a09e667f3bcd;
const ONE: i64 = 0x3ff0000000000000;
const FRACTION: i64 = 0xfffffffffffff;
/** Bits of 2⁵², and 2⁵² + 1023: an exponent in the lowest bits of the first, less the second, is a float. */
const MAGIC: i64 = 0x4330000000000000;
const MAGIC_BIAS: f64 = 4503599627371519;
const LN2: f64 = 0.6931471805599453;

// log(1 + f) = 2·atanh s ≈ 2s·(1 + z·(G0 + … + G3·z³)) with s = f/(2 + f), z = s²; error 2⁻³⁷ (Remez).
const G0: f64 = 0.33333332818602254;
const G1: f64 = 0.20000168650199414;
const G2: f64 = 0.14268580693413358;
const G3: f64 = 0.11792579551965733;

/** log(u) for finite u > 0. */
function logOfPositive(u: v128): v128 {
  const shifted = i64x2.add(u, i64x2.splat(ONE - SQRT_HALF));
  const biased = v128.or(i64x2.shr_u(shifted, 52), i64x2.splat(MAGIC));
  const k = f64x2.sub(biased, f64x2.splat(MAGIC_BIAS));
  const m = i64x2.add(v128.and(shifted, i64x2.splat(FRACTION)), i64x2.splat(SQRT_HALF));
  const f = f64x2.sub(m, f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2)));
  const z = f64x2.mul(s, s);
  let g = f64x2.add(f64x2.mul(f64x2.splat(G3), z), f64x2.splat(G2));
  g = f64x2.add(f64x2.mul(g, z), f64x2.splat(G1));
  g = f64x2.add(f64x2.mul(g, z), f64x2.splat(G0));
  const twice = f64x2.add(s, s);
  const series = f64x2.add(twice, f64x2.mul(f64x2.mul(twice, z), g));
  return f64x2.add(f64x2.mul(k, f64x2.splat(LN2)), series);
}

/** log u for any u, given what `logOfPositive` made of it. */
function withEdges(u: v128, value: v128): v128 {
  const usual = v128.and(f64x2.gt(u, f64x2.splat(0)), f64x2.lt(u, f64x2.splat(Infinity)));
  return i64x2.all_true(usual) ? value : v128.bitselect(value, logAtEdge(u), usual);
}

/** −∞ for ±0, NaN below, and ∞ and NaN of themselves. */
function logAtEdge(u: v128): v128 {
  const atZero = v128.bitselect(f64x2.splat(-Infinity), u, f64x2.eq(u, f64x2.splat(0)));
  return v128.bitselect(f64x2.splat(NaN), atZero, f64x2.lt(u, f64x2.splat(0)));
}

/** log x. */
export function log(x: v128): v128 {
  return withEdges(x, logOfPositive(x));
}

/** log(1 + x), accurate near 0; 0 for −0. */
export function log1p(x: v128): v128 {
  const u = f64x2.add(x, f64x2.splat(1));
  const small = f64x2.lt(x, f64x2.splat(1));
  return withEdges(u, f64x2.add(logOfPositive(u), v128.and(lostDigits(x, u), small)));
}

/** log(1 + x) for 0 ≤ x ≤ 1. */
export function log1pOfFraction(x: v128): v128 {
  const u = f64x2.add(x, f64x2.splat(1));
  return f64x2.add(logOfPositive(u), lostDigits(x, u));
}

/** What the sum u = 1 + x lost, for x < 1. A float32 x has too few digits to lose any unless u is about 1. */
function lostDigits(x: v128, u: v128): v128 {
  return f64x2.sub(x, f64x2.sub(u, f64x2.splat(1)));
}
