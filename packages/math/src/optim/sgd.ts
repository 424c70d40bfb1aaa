import { fail } from '../errors.ts';
import { add, mul, sub } from '../ops/arithmetic.ts';
import type { Tensor } from '../tensor-types.ts';
import { makeOptimiser } from './make-optimiser.ts';
import { checkNumber, checkedRate } from './options.ts';
import type { Schedule } from './schedules.ts';
import type { Optimiser } from './types.ts';

export interface SgdOptions {
  /** Step size η ≥ 0, or a schedule. No default. */
  readonly learningRate: number | Schedule;
  /** Share μ of the velocity that is kept, in [0, 1). Default 0: no velocity. Source: Polyak 1964. */
  readonly momentum?: number;
  /** Looks ahead along the velocity; wants momentum > 0. Default false. Source: Nesterov 1983; Sutskever et al. 2013. */
  readonly nesterov?: boolean;
  /** L2 penalty λ ≥ 0, added to the gradient as λ·p. Default 0. */
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent, by PyTorch's definition: g' = g + λp; v' = μv + g'; p' = p − η·(v', or g' + μv' with
 * `nesterov`).
 *
 * State: `velocity`, unless momentum is 0.
 */
export function sgd(options: SgdOptions): Optimiser {
  const { learningRate, momentum = 0, nesterov = false, weightDecay = 0 } = options;
  const rate = checkedRate('sgd', learningRate);
  checkNumber('sgd', 'momentum', momentum, 0, 1);
  checkNumber('sgd', 'weightDecay', weightDecay, 0, Infinity);
  if (nesterov && momentum === 0) fail('sgd', 'momentum', '> 0 with nesterov', momentum);
  return makeOptimiser<'velocity', 'rate' | 'momentum' | 'decay'>({
    name: 'sgd',
    slots: momentum > 0 ? ['velocity'] : [],
    coefficients: { rate, momentum, decay: weightDecay },
    updateLeaf: ({ param, grad, slots }, c) => {
      const force = weightDecay > 0 ? add(grad, mul(param, c.decay)) : grad;
      const velocity = momentum > 0 ? add(mul(slots.velocity, c.momentum), force) : force;
      const direction: Tensor = nesterov ? add(force, mul(velocity, c.momentum)) : velocity;
      return { param: sub(param, mul(direction, c.rate)), slots: { velocity } };
    },
  });
}
