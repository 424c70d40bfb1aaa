import { tensorsIn, tidy } from '../engine/memory.ts';
import { grad } from '../grad.ts';
import { add, mul } from '../ops/arithmetic.ts';
import { tensor } from '../ops/making.ts';
import { values } from '../ops/reading.ts';
import { sum } from '../ops/reductions.ts';
import type { Tensor } from '../tensor-types.ts';
import { flattenTree } from '../tree.ts';
import { TOLERANCE, isClose } from './tolerance.ts';
import type { Tolerance } from './tolerance.ts';

/** Where truncation and rounding of float32 balance. */
const STEP = 5e-3;
const DIRECTIONS = 2;

/**
 * Compares the gradient of `f` with central differences, for each leaf of `params` along random directions and for all
 * together. What `f` returns, a tensor or a tree of any shapes, is first projected on random numbers, in float64.
 *
 * @param f - a pure function, smooth within 5e-3 of `params`.
 * @param params - a tree of float32 tensors, of size about 1. Read only.
 * @throws naming the leaf, the derivative by differences and the one by the gradient.
 */
export function checkGrads<P>(
  f: (params: P) => unknown,
  params: P,
  tolerance: Tolerance = TOLERANCE.gradient,
): void {
  const { leaves, names, unflatten } = flattenTree(params);
  const random = signedNumbers(1991);
  const weights = tidy(() => tensorsIn(f(params)).map(({ size }) => random(size)));
  const gradients = gradientsOf(f, params, weights);
  const at = (shift: number, direction: readonly Float32Array[]): number =>
    tidy(() => project(f(unflatten(leaves.map((leaf, i) => moved(leaf, shift, direction[i])))), weights));
  const zeros = leaves.map(({ size }) => new Float32Array(size));
  for (let leaf = -1; leaf < leaves.length; leaf++) {
    for (let i = 0; i < DIRECTIONS; i++) {
      const direction = zeros.map((zero, j) => (leaf === -1 || leaf === j ? random(zero.length) : zero));
      const expected = (at(STEP, direction) - at(-STEP, direction)) / (2 * STEP);
      const got = gradients.reduce((total, gradient, j) => total + dotProduct(gradient, direction[j]), 0);
      if (isClose(got, expected, tolerance)) continue;
      const what = leaf === -1 ? 'all params' : `params.${names[leaf]}`;
      throw new Error(
        `checkGrads: derivative along ${what} must be ${expected} (central differences), got ${got}`,
      );
    }
  }
}

function gradientsOf<P>(
  f: (params: P) => unknown,
  params: P,
  weights: readonly Float32Array[],
): Float32Array[] {
  return tidy(() => {
    const projected = (inputs: P): Tensor =>
      tensorsIn(f(inputs))
        .map((output, i) => sum(mul(output, tensor(weights[i], output.shape))))
        .reduce((total, term) => add(total, term));
    return flattenTree(grad(projected)(params)).leaves.map((leaf) => values(leaf) as Float32Array);
  });
}

function project(outputs: unknown, weights: readonly Float32Array[]): number {
  return tensorsIn(outputs).reduce((total, output, i) => total + dotProduct(values(output), weights[i]), 0);
}

function moved(leaf: Tensor, shift: number, direction: Float32Array): Tensor {
  return tensor(values(leaf).map((x, i) => x + shift * direction[i]) as Float32Array, leaf.shape);
}

function dotProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

/** Draws vectors of numbers with ½ ≤ |x| < 1 and random signs, from a linear congruential sequence. */
function signedNumbers(seed: number): (count: number) => Float32Array {
  let state = seed;
  const next = (): number => {
    // Numerical Recipes' constants; the high bits are good enough to choose directions.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const magnitude = 0.5 + (state >>> 9) / 16777216;
    return (state & 0x100) === 0 ? magnitude : -magnitude;
  };
  return (count) => Float32Array.from({ length: count }, next);
}
