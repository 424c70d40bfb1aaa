import { add, div, maximum, mul, sub } from '../ops/arithmetic.ts';
import { sqrt, square } from '../ops/elementwise.ts';
import { makeOptimiser } from './make-optimiser.ts';
import { checkNumber, checkPositive, checkedRate } from './options.ts';
import type { Schedule } from './schedules.ts';
import type { Optimiser } from './types.ts';

export interface RmsPropOptions {
  /** Step size η ≥ 0, or a schedule. Default 0.01, PyTorch's. */
  readonly learningRate?: number | Schedule;
  /** Share α of the running averages that is kept, in [0, 1). Default 0.99, PyTorch's. */
  readonly smoothing?: number;
  /** ε > 0, added to the root. Default 1e-8, PyTorch's. */
  readonly epsilon?: number;
  /** Share μ of the velocity that is kept, in [0, 1). Default 0. */
  readonly momentum?: number;
  /** Divides by the standard deviation of the gradient instead of its root mean square. Default false. Source: Graves 2013. */
  readonly centred?: boolean;
  /** L2 penalty λ ≥ 0, added to the gradient as λ·p. Default 0. */
  readonly weightDecay?: number;
}

type Slot = 'squares' | 'average' | 'velocity';
type Coefficient = 'rate' | 'keep' | 'take' | 'epsilon' | 'momentum' | 'decay';

/**
 * RMSProp (Tieleman & Hinton 2012), by PyTorch's definition: s' = αs + (1 − α)g²; d = g / (√s' + ε), or with `centred`
 * g / (√(s' − a'²) + ε) for a' = αa + (1 − α)g; v' = μv + d; p' = p − ηv'.
 *
 * A difference under the root that rounding makes negative counts as 0.
 * State: `squares`, `average` if centred, `velocity` unless momentum is 0.
 */
export function rmsProp(options: RmsPropOptions = {}): Optimiser {
  const { learningRate = 0.01, smoothing = 0.99, epsilon = 1e-8 } = options;
  const { momentum = 0, centred = false, weightDecay = 0 } = options;
  const rate = checkedRate('rmsProp', learningRate);
  checkNumber('rmsProp', 'smoothing', smoothing, 0, 1);
  checkPositive('rmsProp', 'epsilon', epsilon);
  checkNumber('rmsProp', 'momentum', momentum, 0, 1);
  checkNumber('rmsProp', 'weightDecay', weightDecay, 0, Infinity);
  const slots: Slot[] = ['squares'];
  if (centred) slots.push('average');
  if (momentum > 0) slots.push('velocity');
  return makeOptimiser<Slot, Coefficient>({
    name: 'rmsProp',
    slots,
    coefficients: { rate, keep: smoothing, take: 1 - smoothing, epsilon, momentum, decay: weightDecay },
    updateLeaf: ({ param, grad, slots: old }, c) => {
      const force = weightDecay > 0 ? add(grad, mul(param, c.decay)) : grad;
      const squares = add(mul(old.squares, c.keep), mul(square(force), c.take));
      const average = centred ? add(mul(old.average, c.keep), mul(force, c.take)) : old.average;
      const variance = centred ? maximum(sub(squares, square(average)), 0) : squares;
      const direction = div(force, add(sqrt(variance), c.epsilon));
      const velocity = momentum > 0 ? add(mul(old.velocity, c.momentum), direction) : direction;
      return { param: sub(param, mul(velocity, c.rate)), slots: { squares, average, velocity } };
    },
  });
}
