import { add, div, mul, sub } from '../ops/arithmetic.ts';
import { sqrt } from '../ops/elementwise.ts';
import { pow } from '../portable/pow.ts';
import { momentOptions, nextMoments } from './adam.ts';
import type { AdamOptions, Moment, MomentCoefficient } from './adam.ts';
import { makeOptimiser } from './make-optimiser.ts';
import { checkNumber, learningRates } from './options.ts';
import type { Optimiser } from './types.ts';

export interface NadamOptions extends Omit<AdamOptions, 'learningRate'> {
  /** Step size η ≥ 0, or a schedule. Default 2e-3, PyTorch's. */
  readonly learningRate?: AdamOptions['learningRate'];
  /** ψ ≥ 0: how fast the momentum μₜ = β₁·(1 − ½·0.96^(tψ)) rises. Default 4e-3 (Dozat 2016, PyTorch). */
  readonly momentumDecay?: number;
}

/**
 * Products μ₁ · … · μₜ of the momentum schedule. Asked for in order they cost one factor each; a jump (a restored state)
 * starts again from the first, so that the value depends on the step alone.
 */
function momentumProducts(momentum: (t: number) => number): (t: number) => number {
  let last = 0;
  let product = 1;
  return (t) => {
    if (t < last) [last, product] = [0, 1];
    while (last < t) product *= momentum((last += 1));
    return product;
  };
}

/**
 * Adam with Nesterov momentum (Dozat 2016), by PyTorch's definition: m', v' as in Adam;
 * p' = p − η·[(1 − μₜ)·g / (1 − μ₁…μₜ) + μₜ₊₁·m' / (1 − μ₁…μₜ₊₁)] / (√v̂ + ε).
 *
 * State: `firstMoment`, `secondMoment`.
 */
export function nadam(options: NadamOptions = {}): Optimiser {
  const { learningRate = 2e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, momentumDecay = 4e-3 } = options;
  const rates = learningRates('nadam', learningRate);
  const fixed = momentOptions('nadam', { beta1, beta2, epsilon });
  checkNumber('nadam', 'momentumDecay', momentumDecay, 0, Infinity);
  const momentum = (t: number): number => beta1 * (1 - 0.5 * pow(0.96, t * momentumDecay));
  const products = momentumProducts(momentum);
  // √v̂ + ε = (√v' + ε·root) / root
  const root = (step: number): number => Math.sqrt(1 - pow(beta2, step + 1));
  return makeOptimiser<Moment, MomentCoefficient | 'gradRate' | 'momentRate' | 'epsilon'>({
    name: 'nadam',
    slots: ['firstMoment', 'secondMoment'],
    coefficients: {
      ...fixed,
      gradRate: (step) => (rates(step) * root(step) * (1 - momentum(step + 1))) / (1 - products(step + 1)),
      momentRate: (step) => {
        const next = momentum(step + 2);
        return (rates(step) * root(step) * next) / (1 - products(step + 1) * next);
      },
      epsilon: (step) => epsilon * root(step),
    },
    updateLeaf: (leaf, c) => {
      const slots = nextMoments(leaf, c);
      const direction = add(mul(leaf.grad, c.gradRate), mul(slots.firstMoment, c.momentRate));
      return { param: sub(leaf.param, div(direction, add(sqrt(slots.secondMoment), c.epsilon))), slots };
    },
  });
}
