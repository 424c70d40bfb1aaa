// Functions of one tensor, element by element. Each returns a new tensor of the same shape, which the caller owns.
// Errors in ulp (units in the last place) are the bounds that the tests hold them to.
import { runKernel } from '../engine/run-kernel.ts';
import { fail } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireFloat } from './arguments.ts';
import { mul } from './arithmetic.ts';
import { floatUnary, numericUnary } from './unary.ts';
import { onesLike } from './making.ts';

/** `−x`; float32 or int32. */
export function neg<T extends Tensor>(x: T): T {
  return numericUnary('neg', 'Neg', x);
}

/** `|x|`; float32 or int32. Gradient 0 at 0. */
export function abs<T extends Tensor>(x: T): T {
  return numericUnary('abs', 'Abs', x);
}

/** −1, 0 or 1; float32. 0 for ±0, NaN for NaN. Its gradient is 0 everywhere. */
export function sign<T extends Tensor>(x: T): T {
  return floatUnary('sign', 'Sign', x);
}

/** `x²`; float32 or int32. */
export function square<T extends Tensor>(x: T): T {
  return numericUnary('square', 'Square', x);
}

/** `√x`, correctly rounded; float32. NaN below 0. */
export function sqrt<T extends Tensor>(x: T): T {
  return floatUnary('sqrt', 'Sqrt', x);
}

/** `1/√x`, within 2 ulp; float32. */
export function rsqrt<T extends Tensor>(x: T): T {
  return floatUnary('rsqrt', 'Rsqrt', x);
}

/** `1/x`, correctly rounded; float32. ±Infinity at ±0. */
export function reciprocal<T extends Tensor>(x: T): T {
  return floatUnary('reciprocal', 'Reciprocal', x);
}

/** `eˣ`, within 1 ulp; float32. */
export function exp<T extends Tensor>(x: T): T {
  return floatUnary('exp', 'Exp', x);
}

/** Natural logarithm, within 1 ulp; float32. −Infinity at 0, NaN below. */
export function log<T extends Tensor>(x: T): T {
  return floatUnary('log', 'Log', x);
}

/** `ln(1 + x)`, within 1 ulp, also where x is tiny; float32. */
export function log1p<T extends Tensor>(x: T): T {
  return floatUnary('log1p', 'Log1p', x);
}

/** Hyperbolic tangent, within 2 ulp; float32. */
export function tanh<T extends Tensor>(x: T): T {
  return floatUnary('tanh', 'Tanh', x);
}

/** Logistic function `1/(1 + e⁻ˣ)`, within 2 ulp; float32. */
export function sigmoid<T extends Tensor>(x: T): T {
  return floatUnary('sigmoid', 'Sigmoid', x);
}

/** `ln(1 + eˣ)`, within 1 ulp, without overflow; float32. */
export function softplus<T extends Tensor>(x: T): T {
  return floatUnary('softplus', 'Softplus', x);
}

/** `max(x, 0)`; float32. Gradient 0 at 0. */
export function relu<T extends Tensor>(x: T): T {
  return floatUnary('relu', 'Relu', x);
}

/**
 * `x` above 0, `eˣ − 1` below, within 1 ulp; float32.
 *
 * Source: Clevert, Unterthiner & Hochreiter 2016, with α = 1.
 */
export function elu<T extends Tensor>(x: T): T {
  return floatUnary('elu', 'Elu', x);
}

/** Sine of radians, within 1 ulp, however large x is; float32. */
export function sin<T extends Tensor>(x: T): T {
  return floatUnary('sin', 'Sin', x);
}

/** Cosine of radians, within 1 ulp, however large x is; float32. */
export function cos<T extends Tensor>(x: T): T {
  return floatUnary('cos', 'Cos', x);
}

/**
 * `x` limited to `min ≤ x ≤ max`; float32. NaN stays NaN. The gradient passes where x is inside or on a bound.
 *
 * @throws when `min > max`, or one of them is NaN.
 */
export function clip<T extends Tensor>(x: T, min: number, max: number): T {
  requireFloat('clip', 'x', x);
  if (!(min <= max)) fail('clip', 'min', `at most max=${max}`, min);
  return runKernel<T>('ClipByValue', { x }, { clipValueMin: min, clipValueMax: max });
}

/**
 * `xⁿ` for an integer `n`, by repeated squaring; float32. `x⁰` is 1 for every x, also for NaN.
 *
 * The error grows with the number of products, at most 2·log2|n|, each half an ulp.
 */
export function pow<T extends Tensor>(x: T, n: number): T {
  requireFloat('pow', 'x', x);
  if (!Number.isSafeInteger(n)) fail('pow', 'n', 'an integer', n);
  if (n === 0) return onesLike(x);
  if (n < 0) return consume(pow(x, -n), reciprocal);
  if (n === 1) return runKernel<T>('Identity', { x });
  if (n % 2 === 0) return n === 2 ? square(x) : consume(square(x), (xx) => pow(xx, n / 2));
  return consume(pow(x, n - 1), (rest) => mul<T>(rest, x));
}

function consume<T extends Tensor>(temporary: T, next: (x: T) => T): T {
  const result = next(temporary);
  temporary.dispose();
  return result;
}
