// The first rules that were learned by gradient: each fast weight is kept between 0 and 1 by a steep logistic function.
import { add, checkShapes, mul, sigmoid, sub, tidy } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { checkRange } from './check.ts';
import { outerProduct } from './rule.ts';
import type { UpdateRule } from './rule.ts';

/** Options of {@link eachRule} and {@link fromToRule}. */
export interface BoundedRuleOptions {
  /**
   * T > 0 of `σ(w) = 1 / (1 + exp(−T (w − ½)))`. Above 4, a weight that is left alone goes to one of two values, near 0 and near
   * 1, and stays there. Default 10 (Schmidhuber 1992, recalled).
   */
  readonly steepness?: number;
}

/** A change for each fast weight. */
export interface EachSignals {
  /** `[B, V, K]` */
  readonly change: Tensor3D;
}

/** What comes from each input of the fast net, and what goes to each of its outputs. */
export interface FromToSignals {
  /** `[B, K]` */
  readonly from: Tensor2D;
  /** `[B, V]` */
  readonly to: Tensor2D;
}

/**
 * The slow net writes each fast weight: `W' = σ(W + change)`, in 0..1.
 *
 * Source: Schmidhuber 1992, "Learning to control fast-weight memories", first architecture.
 */
export function eachRule({ steepness = 10 }: BoundedRuleOptions = {}): UpdateRule<EachSignals> {
  checkRange('eachRule', 'steepness', steepness, Number.MIN_VALUE, Number.MAX_VALUE);
  return {
    write: (weights, { change }) => {
      checkShapes('eachRule', { weights: [weights, 'B V K'], change: [change, 'B V K'] });
      return tidy(() => bounded(add<Tensor3D>(weights, change), steepness));
    },
  };
}

/**
 * The slow net says what is connected with what: `W' = σ(W + to ⊗ from)`, in 0..1.
 *
 * Source: Schmidhuber 1992, "Learning to control fast-weight memories", second architecture (FROM and TO units).
 */
export function fromToRule({ steepness = 10 }: BoundedRuleOptions = {}): UpdateRule<FromToSignals> {
  checkRange('fromToRule', 'steepness', steepness, Number.MIN_VALUE, Number.MAX_VALUE);
  return {
    write: (weights, { from, to }) => {
      checkShapes('fromToRule', { weights: [weights, 'B V K'], from: [from, 'B K'], to: [to, 'B V'] });
      return tidy(() => bounded(add<Tensor3D>(weights, outerProduct(to, from)), steepness));
    },
  };
}

/** `σ(w) = 1 / (1 + exp(−T (w − ½)))` */
function bounded(weights: Tensor3D, steepness: number): Tensor3D {
  return sigmoid(mul<Tensor3D>(sub(weights, 0.5), steepness));
}
