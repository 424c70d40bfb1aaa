import { add, checkShapes, mul, tidy } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { checkRange } from './check.ts';
import { outerProduct } from './rule.ts';
import type { AssociativeRule } from './rule.ts';
import { match } from './sum-rule.ts';

/** Options of {@link decayedRule}. */
export interface DecayedRuleOptions {
  /** λ, the share of the weights that is kept, 0..1. Default 0.95 (Ba et al. 2016). */
  readonly decay?: number;
  /** η > 0, how strongly a step writes. Default 0.5 (Ba et al. 2016). */
  readonly rate?: number;
}

/**
 * Hebb's rule with decay: `W' = λ W + η v ⊗ k`. Source: Ba, Hinton et al. 2016, where v = k = the hidden state.
 */
export function decayedRule({ decay = 0.95, rate = 0.5 }: DecayedRuleOptions = {}): AssociativeRule {
  checkRange('decayedRule', 'decay', decay, 0, 1);
  checkRange('decayedRule', 'rate', rate, 0, Infinity);
  return {
    gates: [],
    write: (weights, { key, value }) => {
      checkShapes('decayedRule', { weights: [weights, 'B V K'], key: [key, 'B K'], value: [value, 'B V'] });
      return tidy(() => add<Tensor3D>(mul(weights, decay), outerProduct(mul<Tensor2D>(value, rate), key)));
    },
    pull: (query, { key }) =>
      tidy(() => ({
        query: mul<Tensor2D>(query, decay),
        strength: mul<Tensor2D>(match(query, key), rate),
      })),
  };
}
