// The draws of this folder as tensors: the same bits, row-major. The caller owns the result.
import { add } from '../ops/arithmetic.ts';
import { normaliseAxis, requireFloat, requireShape } from '../ops/arguments.ts';
import { less } from '../ops/compare.ts';
import { tensor } from '../ops/making.ts';
import { argMax } from '../ops/reductions.ts';
import { arraysEqual, broadcastShapes } from '../shapes.ts';
import { fail, failShape } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import { bernoulliValues, gumbelValues, normalValues, uniformValues } from './distributions.ts';
import type { NormalOptions, UniformOptions } from './distributions.ts';
import { integerValues } from './integers.ts';
import type { Key } from './key.ts';

/**
 * Uniform float32 values in [min, max). Bit-equal to `jax.random.uniform`. The key is consumed.
 *
 * @param options - `min` (default 0) and `max` (default 1).
 */
export function uniform<T extends Tensor = Tensor>(
  key: Key,
  shape: readonly number[],
  options?: UniformOptions,
): T {
  return tensor<T>(uniformValues(key, requireShape('uniform', shape), options), shape);
}

/**
 * Normal float32 values, as `jax.random.normal` makes them. The key is consumed.
 *
 * @param options - `mean` (default 0) and `sd` (standard deviation, default 1).
 */
export function normal<T extends Tensor = Tensor>(
  key: Key,
  shape: readonly number[],
  options?: NormalOptions,
): T {
  return tensor<T>(normalValues(key, requireShape('normal', shape), options), shape);
}

export interface IntegerOptions {
  /** Lower bound, included; an int32. Default 0. */
  readonly min?: number;
  /** Upper bound, excluded; above `min`, at most 2³¹. */
  readonly max: number;
}

/** int32 values in [min, max). Bit-equal to `jax.random.randint`. The key is consumed. */
export function integers<T extends Tensor = Tensor>(
  key: Key,
  shape: readonly number[],
  { min = 0, max }: IntegerOptions,
): T {
  return tensor<T>(integerValues(key, requireShape('integers', shape), min, max), shape);
}

/**
 * `bool` values, true with probability `p`, as `jax.random.bernoulli`. The key is consumed.
 *
 * @param p - one probability, or a float32 tensor of probabilities that broadcasts to `shape`. Read only.
 * @param shape - default: the shape of `p`, or a scalar.
 */
export function bernoulli<T extends Tensor = Tensor>(
  key: Key,
  p: number | Tensor,
  shape: readonly number[] = typeof p === 'number' ? [] : p.shape,
): T {
  const count = requireShape('bernoulli', shape);
  if (typeof p === 'number') return tensor<T>(bernoulliValues(key, p, count), shape, 'bool');
  requireFloat('bernoulli', 'p', p);
  const joint = broadcastShapes(p.shape, shape);
  if (!joint || !arraysEqual(joint, shape)) {
    failShape('bernoulli', 'p', `of a shape that broadcasts to [${shape.join(', ')}]`, p);
  }
  const draw = uniform(key, shape);
  const result = less<T>(draw, p);
  draw.dispose();
  return result;
}

/**
 * One class along an axis for everything else, int32, class c with probability softmax(logits)[c], by the largest of
 * logits plus Gumbel noise, as `jax.random.categorical`. The key is consumed.
 *
 * @param logits - float32 of rank ≥ 1, unnormalised log probabilities. Read only.
 * @param axis - the axis of the classes, default the last.
 * @returns the shape of `logits` without that axis.
 */
export function categorical<T extends Tensor = Tensor>(key: Key, logits: Tensor, axis = -1): T {
  requireFloat('categorical', 'logits', logits);
  if (logits.rank === 0) fail('categorical', 'logits', 'of rank ≥ 1', logits);
  const along = normaliseAxis('categorical', axis, logits.rank);
  const noise = tensor(gumbelValues(key, logits.size), logits.shape);
  const scores = add(logits, noise);
  noise.dispose();
  const result = argMax<T>(scores, along);
  scores.dispose();
  return result;
}
