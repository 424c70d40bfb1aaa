import { add, div, mul, sub } from '../ops/arithmetic.ts';
import { sqrt, square } from '../ops/elementwise.ts';
import { pow } from '../portable/pow.ts';
import type { Tensor } from '../tensor-types.ts';
import { makeOptimiser } from './make-optimiser.ts';
import type { Leaf } from './make-optimiser.ts';
import { checkNumber, checkPositive, learningRates } from './options.ts';
import type { Schedule } from './schedules.ts';
import type { Optimiser } from './types.ts';

export interface AdamOptions {
  /** Step size η ≥ 0, or a schedule. Default 1e-3 (Kingma & Ba 2015). */
  readonly learningRate?: number | Schedule;
  /** Share β₁ of the mean gradient that is kept, in [0, 1). Default 0.9 (Kingma & Ba 2015). */
  readonly beta1?: number;
  /** Share β₂ of the mean squared gradient that is kept, in [0, 1). Default 0.999 (Kingma & Ba 2015). */
  readonly beta2?: number;
  /** ε > 0, added to the root. Default 1e-8 (Kingma & Ba 2015). */
  readonly epsilon?: number;
}

export interface AdamWOptions extends AdamOptions {
  /** Decoupled weight decay λ ≥ 0: p is multiplied by 1 − ηλ. Default 0.01, PyTorch's. Source: Loshchilov & Hutter 2019. */
  readonly weightDecay?: number;
}

/** The running moments of Adam and its relatives. */
export type Moment = 'firstMoment' | 'secondMoment';
export type MomentCoefficient = 'keep1' | 'take1' | 'keep2' | 'take2';

/** Checks the options that Adam's relatives share; returns what does not depend on the step. */
export function momentOptions(
  name: string,
  { beta1, beta2, epsilon }: Required<Pick<AdamOptions, 'beta1' | 'beta2' | 'epsilon'>>,
): Readonly<Record<MomentCoefficient, number>> {
  checkNumber(name, 'beta1', beta1, 0, 1);
  checkNumber(name, 'beta2', beta2, 0, 1);
  checkPositive(name, 'epsilon', epsilon);
  return { keep1: beta1, take1: 1 - beta1, keep2: beta2, take2: 1 - beta2 };
}

/** m' = β₁m + (1 − β₁)g, v' = β₂v + (1 − β₂)g². */
export function nextMoments(
  { grad, slots }: Leaf<Moment>,
  c: Readonly<Record<MomentCoefficient, Tensor>>,
): Record<Moment, Tensor> {
  return {
    firstMoment: add(mul(slots.firstMoment, c.keep1), mul(grad, c.take1)),
    secondMoment: add(mul(slots.secondMoment, c.keep2), mul(square(grad), c.take2)),
  };
}

function makeAdam(name: string, options: AdamOptions, weightDecay: number): Optimiser {
  const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const rates = learningRates(name, learningRate);
  const fixed = momentOptions(name, { beta1, beta2, epsilon });
  checkNumber(name, 'weightDecay', weightDecay, 0, Infinity);
  const root = (step: number): number => Math.sqrt(1 - pow(beta2, step + 1));
  return makeOptimiser<Moment, MomentCoefficient | 'rate' | 'epsilon' | 'shrink'>({
    name,
    slots: ['firstMoment', 'secondMoment'],
    // η·m̂ / (√v̂ + ε) with the bias corrections moved into the rate and ε.
    coefficients: {
      ...fixed,
      rate: (step) => (rates(step) * root(step)) / (1 - pow(beta1, step + 1)),
      epsilon: (step) => epsilon * root(step),
      shrink: weightDecay === 0 ? 1 : (step) => 1 - rates(step) * weightDecay,
    },
    updateLeaf: (leaf, c) => {
      const slots = nextMoments(leaf, c);
      const param = weightDecay > 0 ? mul(leaf.param, c.shrink) : leaf.param;
      const direction = div(slots.firstMoment, add(sqrt(slots.secondMoment), c.epsilon));
      return { param: sub(param, mul(direction, c.rate)), slots };
    },
  });
}

/**
 * Adam (Kingma & Ba 2015): m' = β₁m + (1 − β₁)g; v' = β₂v + (1 − β₂)g²; p' = p − η·m̂ / (√v̂ + ε), where m̂ and v̂ are
 * m' / (1 − β₁ᵗ) and v' / (1 − β₂ᵗ) at update t = 1, 2, …
 *
 * State: `firstMoment`, `secondMoment`.
 */
export function adam(options: AdamOptions = {}): Optimiser {
  return makeAdam('adam', options, 0);
}

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019): p is multiplied by 1 − ηλ before Adam's step, and the
 * gradient stays as it is.
 *
 * State: `firstMoment`, `secondMoment`.
 */
export function adamW(options: AdamWOptions = {}): Optimiser {
  return makeAdam('adamW', options, options.weightDecay ?? 0.01);
}
