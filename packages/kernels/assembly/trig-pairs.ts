// Sine and cosine of pairs of float64 that come from float32: x = n·π/2 + r with |r| ≤ π/4 (Cody & Waite 1980).
import { reduceFar } from './trig-far';

/** 1.5·2⁵²: a float that is added to it is rounded to an integer, which stands in the lowest bits. */
const MAGIC: f64 = 6755399441055744;
const TWO_OVER_PI: f64 = 0.6366197723675814;
/** π/2 in two parts; the first has 33 bits, so that its product with an n of 20 bits is exact. */
const HALF_PI_HIGH: f64 = 1.5707963267341256;
const HALF_PI_LOW: f64 = 6.077100506506192e-11;
/** 2²⁰·π/2, less a little: up to here n has at most 20 bits. */
const LIMIT: f64 = 1647098;

// sin r ≈ r·(1 + z·(S0 + … + S3·z³)), cos r ≈ 1 + z·(C0 + … + C3·z³) with z = r²; errors 2⁻³⁷ and 2⁻³⁴ (Remez).
const S0: f64 = -0.16666666641624382;
const S1: f64 = 0.0083333293847019022;
const S2: f64 = -0.00019839334255293324;
const S3: f64 = 2.7183047783289519e-6;
const C0: f64 = -0.49999999725078189;
const C1: f64 = 0.041666623310629144;
const C2: f64 = -0.0013886763136334328;
const C3: f64 = 2.4390375100101958e-5;

/** sin(x + turns·π/2). */
export function sinOfTurned(x: v128, turns: i64): v128 {
  let n = f64x2.add(f64x2.mul(x, f64x2.splat(TWO_OVER_PI)), f64x2.splat(MAGIC));
  const k = f64x2.sub(n, f64x2.splat(MAGIC));
  let r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(k, f64x2.splat(HALF_PI_HIGH))),
    f64x2.mul(k, f64x2.splat(HALF_PI_LOW)),
  );
  // As integers, NaN too is beyond the limit.
  const far = i64x2.gt_s(f64x2.abs(x), f64x2.splat(LIMIT));
  if (v128.any_true(far)) {
    const first = reduceFar(f64x2.extract_lane(x, 0));
    const second = reduceFar(f64x2.extract_lane(x, 1));
    n = v128.bitselect(v128.shuffle<f64>(first, second, 0, 2), n, far);
    r = v128.bitselect(v128.shuffle<f64>(first, second, 1, 3), r, far);
  }
  return sinInQuadrant(i64x2.add(n, i64x2.splat(turns)), r);
}

/** sin(n·π/2 + r), of n the two lowest bits. */
function sinInQuadrant(n: v128, r: v128): v128 {
  const z = f64x2.mul(r, r);
  let s = f64x2.add(f64x2.mul(f64x2.splat(S3), z), f64x2.splat(S2));
  s = f64x2.add(f64x2.mul(s, z), f64x2.splat(S1));
  s = f64x2.add(f64x2.mul(s, z), f64x2.splat(S0));
  const sine = f64x2.mul(r, f64x2.add(f64x2.mul(s, z), f64x2.splat(1)));
  let c = f64x2.add(f64x2.mul(f64x2.splat(C3), z), f64x2.splat(C2));
  c = f64x2.add(f64x2.mul(c, z), f64x2.splat(C1));
  c = f64x2.add(f64x2.mul(c, z), f64x2.splat(C0));
  const cosine = f64x2.add(f64x2.mul(c, z), f64x2.splat(1));
  const odd = i64x2.neg(v128.and(n, i64x2.splat(1)));
  const sign = i64x2.shl(v128.and(n, i64x2.splat(2)), 62);
  return v128.xor(v128.bitselect(cosine, sine, odd), sign);
}
