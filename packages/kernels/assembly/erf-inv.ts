// Inverse error function in single precision: Giles 2012, "Approximating the erfinv function", the two polynomials of
// degree 8 that XLA uses too. Every operation is rounded to float32, in the order of Horner's rule.
import { log1pOfFloats } from './fdlibm-log-pairs';

/** erf⁻¹(x) for |x| < 1. */
export function erfInv(x: v128): v128 {
  const w = f32x4.neg(log1pOfFloats(f32x4.neg(f32x4.mul(x, x))));
  const central = f32x4.lt(w, f32x4.splat(5));
  const near = centralPolynomial(f32x4.sub(w, f32x4.splat(2.5)));
  if (i32x4.all_true(central)) return f32x4.mul(near, x);
  const far = tailPolynomial(f32x4.sub(f32x4.sqrt(w), f32x4.splat(3)));
  return f32x4.mul(v128.bitselect(near, far, central), x);
}

/** In w − 2.5, for w = −log(1 − x²) < 5. */
function centralPolynomial(v: v128): v128 {
  let sum = next(f32x4.splat(2.81022636e-8), 3.43273939e-7, v);
  sum = next(sum, -3.5233877e-6, v);
  sum = next(sum, -4.39150654e-6, v);
  sum = next(sum, 2.1858087e-4, v);
  sum = next(sum, -1.25372503e-3, v);
  sum = next(sum, -4.17768164e-3, v);
  sum = next(sum, 2.46640727e-1, v);
  return next(sum, 1.50140941, v);
}

/** In √w − 3, for w ≥ 5. */
function tailPolynomial(v: v128): v128 {
  let sum = next(f32x4.splat(-2.00214257e-4), 1.00950558e-4, v);
  sum = next(sum, 1.34934322e-3, v);
  sum = next(sum, -3.67342844e-3, v);
  sum = next(sum, 5.73950773e-3, v);
  sum = next(sum, -7.6224613e-3, v);
  sum = next(sum, 9.43887047e-3, v);
  sum = next(sum, 1.00167406, v);
  return next(sum, 2.83297682, v);
}

/** One step of Horner's rule. */
function next(sum: v128, coefficient: f32, v: v128): v128 {
  return f32x4.add(f32x4.mul(sum, v), f32x4.splat(coefficient));
}
