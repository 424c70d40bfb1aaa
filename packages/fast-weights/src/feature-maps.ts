// Feature maps φ: what becomes of keys and queries before they meet the fast weights. All work on the last axis.
import {
  add,
  concat,
  div,
  elu,
  mul,
  neg,
  relu,
  rsqrt,
  slice,
  softmax,
  square,
  sum,
  tidy,
} from '@saccade/math';
import type { Tensor } from '@saccade/math';
import { checkCounts } from './check.ts';

/** A function of the last axis of a tensor, of `D` numbers. */
export interface FeatureMap {
  /** How many features `D` numbers have. */
  size(inputs: number): number;
  /** `[…, D]` to `[…, size(D)]`. The caller disposes it. */
  apply<T extends Tensor>(x: T): T;
}

const same = (inputs: number): number => inputs;

/** `elu(x) + 1 > 0`. Source: Katharopoulos et al. 2020. */
export const eluFeatures: FeatureMap = {
  size: same,
  apply: <T extends Tensor>(x: T): T => tidy(() => add<T>(elu(x), 1)),
};

/** `max(x, 0)` */
export const reluFeatures: FeatureMap = { size: same, apply: <T extends Tensor>(x: T): T => relu(x) as T };

/** `softmax(x)`, which sums up to 1. Source: Irie et al. 2022. */
export const softmaxFeatures: FeatureMap = {
  size: same,
  apply: <T extends Tensor>(x: T): T => softmax(x) as T,
};

/**
 * Deterministic parameter-free projection: the `2D` numbers `r = [relu(x), relu(−x)]`, each times the one that is 1, 2, …, ν
 * places before it, around the end: `2Dν` sparse numbers ≥ 0. Source: Schlag, Irie & Schmidhuber 2021.
 * @param nu - ν, a whole number ≥ 1.
 */
export function dpfpFeatures(nu = 1): FeatureMap {
  checkCounts('dpfpFeatures', { nu });
  return {
    size: (inputs) => 2 * inputs * nu,
    apply: <T extends Tensor>(x: T): T =>
      tidy(() => {
        const parts = concat([relu(x), relu(neg(x))], -1);
        const products = Array.from({ length: nu }, (_, i) => mul(parts, rolled(parts, i + 1)));
        return (nu === 1 ? products[0] : concat(products, -1)) as T;
      }),
  };
}

/**
 * The features of another map divided by their sum, as the delta rule wants its keys: then |φ| ≤ 1.
 * @param features - gives numbers ≥ 0. 10⁻⁶ is added to their sum. Source: Schlag, Irie & Schmidhuber 2021.
 */
export function sumNormalised({ size, apply }: FeatureMap): FeatureMap {
  return {
    size,
    apply: <T extends Tensor>(x: T): T =>
      tidy(() => {
        const features = apply(x);
        return div<T>(features, add(sum(features, -1, { keepDims: true }), 1e-6));
      }),
  };
}

/**
 * `x / |x|`, of length 1: a write of the delta rule at rate 1 then replaces all that is under the key.
 * 10⁻⁶ is added to the squared length. Source: Yang et al. 2024.
 */
export const unitFeatures: FeatureMap = {
  size: same,
  apply: <T extends Tensor>(x: T): T =>
    tidy(() => mul<T>(x, rsqrt(add(sum(square(x), -1, { keepDims: true }), 1e-6)))),
};

/** The last axis turned by so many places: what was at `i` is at `i + places`. */
function rolled(x: Tensor, places: number): Tensor {
  const axes = x.shape.length - 1;
  const length = x.shape[axes];
  const turn = places % length;
  const part = (begin: number, size: number): Tensor =>
    slice(x, [...x.shape.slice(0, axes).fill(0), begin], [...x.shape.slice(0, axes), size]);
  return concat([part(length - turn, turn), part(0, length - turn)], -1);
}
