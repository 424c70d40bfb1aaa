// The draws of this folder as tensors: the same bits, row-major. The caller owns the result.
import { runKernel } from '../engine/run-kernel.ts';
import { add } from '../ops/arithmetic.ts';
import { normaliseAxis, requireFloat, requireShape } from '../ops/arguments.ts';
import { less } from '../ops/compare.ts';
import { argMax } from '../ops/reductions.ts';
import { arraysEqual, broadcastShapes } from '../shapes.ts';
import { fail, failShape } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import type { NormalOptions, UniformOptions } from './distributions.ts';
import { checkIntegers, checkKey, checkNormal, checkProbability, checkUniform } from './check.ts';
import type { Key } from './key.ts';

/**
 * Uniform float32 values in [min, max). Bit-equal to `jax.random.uniform`. The key is consumed.
 *
 * @param options - `min` (default 0) and `max` (default 1).
 */
export function uniform<T extends Tensor = Tensor>(
  key: Key,
  shape: readonly number[],
  { min = 0, max = 1 }: UniformOptions = {},
): T {
  checkUniform('uniform', min, max);
  return draw<T>('uniform', 'RandomUniform', key, shape, { min, max });
}

/**
 * Normal float32 values, as `jax.random.normal` makes them. The key is consumed.
 *
 * @param options - `mean` (default 0) and `sd` (standard deviation, default 1).
 */
export function normal<T extends Tensor = Tensor>(
  key: Key,
  shape: readonly number[],
  { mean = 0, sd = 1 }: NormalOptions = {},
): T {
  checkNormal('normal', mean, sd);
  return draw<T>('normal', 'RandomNormal', key, shape, { mean, sd });
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
  checkIntegers('integers', min, max);
  return draw<T>('integers', 'RandomIntegers', key, shape, { min, max });
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
  if (typeof p === 'number') {
    checkProbability('bernoulli', p);
    return draw<T>('bernoulli', 'RandomBernoulli', key, shape, { p });
  }
  requireShape('bernoulli', shape);
  requireFloat('bernoulli', 'p', p);
  const joint = broadcastShapes(p.shape, shape);
  if (!joint || !arraysEqual(joint, shape)) {
    failShape('bernoulli', 'p', `of a shape that broadcasts to [${shape.join(', ')}]`, p);
  }
  const drawn = uniform(key, shape);
  const result = less<T>(drawn, p);
  drawn.dispose();
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
  const noise = draw('categorical', 'RandomGumbel', key, logits.shape, {});
  const scores = add(logits, noise);
  noise.dispose();
  const result = argMax<T>(scores, along);
  scores.dispose();
  return result;
}

function draw<T extends Tensor>(
  name: string,
  kernelName: string,
  key: Key,
  shape: readonly number[],
  options: Readonly<Record<string, number>>,
): T {
  checkKey(name, key);
  requireShape(name, shape);
  return runKernel<T>(kernelName, {}, { ...options, key, shape: [...shape] });
}
