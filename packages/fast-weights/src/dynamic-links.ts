import { add, checkShapes, clip, div, maximum, mul, sum, tidy } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { checkRange } from './check.ts';
import { outerProduct } from './rule.ts';
import type { UpdateRule } from './rule.ts';

/** Options of {@link dynamicLinks}. */
export interface DynamicLinksOptions {
  /** How fast a link follows the correlation of its ends, 0..1 a step. Default 0.5: rapid. */
  readonly rate?: number;
  /** The strongest link, > 0. Default 1. */
  readonly bound?: number;
  /** What the links that reach one unit may sum up to, > 0. Default 1. */
  readonly total?: number;
}

/** Activities on both sides of the links, ≥ 0. */
export interface Activities {
  /** Of the senders, `[B, K]`. */
  readonly from: Tensor2D;
  /** Of the receivers, `[B, V]`. */
  readonly to: Tensor2D;
}

/**
 * Dynamic links: Hebbian synapses that change within a step of thought, without any learning by gradients.
 *
 *     G  = (1 − rate) W + rate · to ⊗ from     links follow correlations, and fade without
 *     L  = min(max(G, 0), bound)               a link is a strength between 0 and what it can carry
 *     W' = L · min(1, total / Σ_k L)           the links that reach one unit compete for its input
 *
 * Source: v. d. Malsburg 1981, who describes rapid, reversible, bounded modulation and competition of converging synapses
 * in words; these equations are ours.
 */
export function dynamicLinks(options: DynamicLinksOptions = {}): UpdateRule<Activities> {
  const { rate = 0.5, bound = 1, total = 1 } = options;
  checkRange('dynamicLinks', 'rate', rate, 0, 1);
  checkRange('dynamicLinks', 'bound', bound, Number.MIN_VALUE, Infinity);
  checkRange('dynamicLinks', 'total', total, Number.MIN_VALUE, Infinity);
  return {
    write: (weights, { from, to }) => {
      checkShapes('dynamicLinks', { weights: [weights, 'B V K'], from: [from, 'B K'], to: [to, 'B V'] });
      return tidy(() => {
        const grown = add(mul(weights, 1 - rate), outerProduct(mul<Tensor2D>(to, rate), from));
        const links = clip(grown, 0, bound);
        const load = div(sum(links, 2, { keepDims: true }), total);
        return div<Tensor3D>(links, maximum(load, 1));
      });
    },
  };
}
