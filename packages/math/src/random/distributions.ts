// Distributions on the host, as typed arrays. Each turns one 32-bit word into one float32, with every operation rounded
// to float32 in JAX's order, so that the bits are JAX's (which may fuse a product and a sum on some processors).
import { fail } from '../errors.ts';
import { erfInv32 } from '../portable/erf-inv.ts';
import { log } from '../portable/log.ts';
import { randomBits } from './bits.ts';
import { checkCount, checkKey, checkNormal, checkProbability, checkUniform } from './check.ts';
import type { Key } from './key.ts';

const round = Math.fround;

export interface UniformOptions {
  /** Lower bound, included. Default 0; rounded to float32. */
  readonly min?: number;
  /** Upper bound, excluded (except where float32 rounding of a narrow range reaches it). Default 1. */
  readonly max?: number;
}

export interface NormalOptions {
  /** Default 0. */
  readonly mean?: number;
  /** Standard deviation, ≥ 0. Default 1. */
  readonly sd?: number;
}

/** The floats 1 ≤ x < 2 with random mantissa, minus 1, scaled to [min, max). */
function scaledUniform(key: Key, count: number, min: number, max: number): Float32Array {
  const bits = randomBits(key, count);
  const result = new Float32Array(bits.buffer);
  for (let i = 0; i < count; i += 1) bits[i] = (bits[i] >>> 9) | 0x3f800000;
  const low = round(min);
  const range = round(round(max) - low);
  for (let i = 0; i < count; i += 1) {
    result[i] = Math.max(low, round(round((result[i] - 1) * range) + low));
  }
  return result;
}

/**
 * Uniform float32 values in [min, max), multiples of (max − min) / 2²³. Bit-equal to `jax.random.uniform`.
 *
 * @param count - how many values, ≥ 0. The key is consumed.
 */
export function uniformValues(key: Key, count: number, options: UniformOptions = {}): Float32Array {
  const { min = 0, max = 1 } = options;
  checkKey('uniformValues', key);
  checkCount('uniformValues', count);
  checkUniform('uniformValues', min, max);
  return scaledUniform(key, count, min, max);
}

/** The float32 next above −1. */
const ABOVE_MINUS_ONE = -0.9999999403953552;
const SQRT2 = round(Math.sqrt(2));

/**
 * Normal float32 values, √2 · erf⁻¹(u) for u uniform in (−1, 1), as `jax.random.normal` makes them; |z| < 5.5.
 *
 * @param count - how many values, ≥ 0. The key is consumed.
 */
export function normalValues(key: Key, count: number, options: NormalOptions = {}): Float32Array {
  const { mean = 0, sd = 1 } = options;
  checkKey('normalValues', key);
  checkCount('normalValues', count);
  checkNormal('normalValues', mean, sd);
  const result = scaledUniform(key, count, ABOVE_MINUS_ONE, 1);
  const scale = round(sd);
  const shift = round(mean);
  for (let i = 0; i < count; i += 1) {
    result[i] = round(round(SQRT2 * erfInv32(result[i])) * scale) + shift;
  }
  return result;
}

const SMALLEST_NORMAL = 1.1754943508222875e-38;

/**
 * Standard Gumbel float32 values, −log(−log u) for u uniform in (0, 1): the largest of logits plus these is a sample of
 * the categorical distribution (Gumbel 1954; Maddison, Tarlow & Minka 2014).
 */
export function gumbelValues(key: Key, count: number): Float32Array {
  checkKey('gumbelValues', key);
  checkCount('gumbelValues', count);
  const result = scaledUniform(key, count, SMALLEST_NORMAL, 1);
  for (let i = 0; i < count; i += 1) result[i] = -round(log(-round(log(result[i]))));
  return result;
}

/**
 * Zeros and ones, 1 with probability `p` (to 2⁻²³): uniform < p, as `jax.random.bernoulli`.
 *
 * @param p - one probability, in [0, 1]. The key is consumed.
 */
export function bernoulliValues(key: Key, p: number, count: number): Uint8Array {
  checkKey('bernoulliValues', key);
  checkCount('bernoulliValues', count);
  checkProbability('bernoulliValues', p);
  const limit = round(p);
  const draws = scaledUniform(key, count, 0, 1);
  const result = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) result[i] = draws[i] < limit ? 1 : 0;
  return result;
}

/**
 * One class per row of logits, class c with probability softmax(row)[c].
 *
 * @param logits - row-major `[N, classes]`, unnormalised log probabilities; −∞ is a class that never comes.
 * @param classes - classes in a row, ≥ 1.
 * @returns `[N]`. The key is consumed.
 */
export function categoricalValues(key: Key, logits: ArrayLike<number>, classes: number): Int32Array {
  checkKey('categoricalValues', key);
  if (!Number.isInteger(classes) || classes < 1 || logits.length % classes !== 0) {
    fail('categoricalValues', 'classes', `a positive divisor of the ${logits.length} logits`, classes);
  }
  const noise = gumbelValues(key, logits.length);
  const result = new Int32Array(logits.length / classes);
  for (let row = 0; row < result.length; row += 1) {
    let best = -Infinity;
    for (let c = 0; c < classes; c += 1) {
      const score = round(round(logits[row * classes + c]) + noise[row * classes + c]);
      if (score > best) {
        best = score;
        result[row] = c;
      }
    }
  }
  return result;
}
