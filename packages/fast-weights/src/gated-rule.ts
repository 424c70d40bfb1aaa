import { add, checkShapes, mul, sigmoid, sub, tanh, tidy } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { outerProduct } from './rule.ts';
import type { UpdateRule } from './rule.ts';

/** What to write, and where to let it in, each as an outer product of two lists of any real numbers. */
export interface GatedSignals {
  /** `[B, V]` */
  readonly to: Tensor2D;
  /** `[B, K]` */
  readonly from: Tensor2D;
  /** `[B, V]` */
  readonly gateTo: Tensor2D;
  /** `[B, K]` */
  readonly gateFrom: Tensor2D;
}

/**
 * Gated fast weights: each weight has a gate of its own.
 *
 *     H  = tanh(to) ⊗ tanh(from)
 *     T  = σ(gateTo ⊗ gateFrom)
 *     W' = T ∘ H + (1 − T) ∘ W
 *
 * So `|W'| ≤ 1`, if `|W| ≤ 1`. Source: Schlag & Schmidhuber 2017.
 */
export const gatedRule: UpdateRule<GatedSignals> = {
  write: (weights, { to, from, gateTo, gateFrom }) => {
    checkShapes('gatedRule', {
      weights: [weights, 'B V K'],
      to: [to, 'B V'],
      from: [from, 'B K'],
      gateTo: [gateTo, 'B V'],
      gateFrom: [gateFrom, 'B K'],
    });
    return tidy(() => {
      const written = outerProduct(tanh(to), tanh(from));
      const gate = sigmoid(outerProduct(gateTo, gateFrom));
      return add<Tensor3D>(weights, mul(gate, sub(written, weights)));
    });
  },
};
