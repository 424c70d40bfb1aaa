import { add, checkShapes, matMul, mul, sigmoid, slice, split, tanh, tidy, uniformInit } from '@saccade/math';
import type { Cell, Tensor2D } from '@saccade/math';
import type { LstmState } from './states.ts';
import { fourGates, lstmStart } from './lstm.ts';
import type { LstmOptions } from './lstm.ts';
import { checkFinite, checkSizes } from './sizes.ts';
import { initGates } from './weights.ts';
import type { GateParams } from './weights.ts';

/** Those of an LSTM, and: */
export interface PeepholeLstmParams extends GateParams {
  /** Weights from each cell to its gates i, f, o, `[3, H]`. */
  readonly peepholes: Tensor2D;
}

/** LSTM whose gates see the cells themselves; see {@link peepholeLstmStep}. */
export function peepholeLstmCell({
  inputs,
  hidden,
  forgetBias = 1,
}: LstmOptions): Cell<PeepholeLstmParams, LstmState> {
  checkSizes('peepholeLstmCell', { inputs, hidden });
  checkFinite('peepholeLstmCell', { forgetBias });
  return {
    init: (key) => {
      const [kGates, kPeepholes] = split(key, 2);
      const scale = 1 / Math.sqrt(hidden);
      return {
        ...initGates(kGates, { inputs, hidden }, [0, forgetBias, 0, 0]),
        peepholes: uniformInit(kPeepholes, [3, hidden], { scale }) as Tensor2D,
      };
    },
    initialState: (_, batch) => lstmStart(batch, hidden),
    step: (params, state, x) => {
      const next = peepholeLstmStep(params, state, x);
      return [next, next.h];
    },
  };
}

/**
 * One step. Letters as in {@link lstmStep}; input and forget gate see the cell before the step, the output gate after it:
 *
 *     c' = σ(z_f + p_f ⊙ c) ⊙ c + σ(z_i + p_i ⊙ c) ⊙ tanh(z_g)
 *     h' = σ(z_o + p_o ⊙ c') ⊙ tanh(c')
 *
 * Source: Gers & Schmidhuber 2000, Recurrent nets that time and count.
 * @param x - `[B, I]`.
 * @returns the next state. The caller disposes it.
 */
export function peepholeLstmStep(
  { wx, wh, b, peepholes }: PeepholeLstmParams,
  { h, c }: LstmState,
  x: Tensor2D,
): LstmState {
  checkShapes('peepholeLstmStep', {
    ...{ wx: [wx, 'I 4H'], wh: [wh, 'H 4H'], b: [b, '4H'], peepholes: [peepholes, '3 H'] },
    ...{ h: [h, 'B H'], c: [c, 'B H'], x: [x, 'B I'] },
  });
  return tidy(() => {
    const [pi, pf, po] = [0, 1, 2].map((gate) => slice(peepholes, [gate, 0], [1, peepholes.shape[1]]));
    const [i, f, g, o] = fourGates(add(add(matMul(x, wx), matMul(h, wh)), b));
    const kept = mul(sigmoid(add(f, mul(pf, c))), c);
    const next = add(kept, mul(sigmoid(add(i, mul(pi, c))), tanh(g))) as Tensor2D;
    return { h: mul(sigmoid(add(o, mul(po, next))), tanh(next)) as Tensor2D, c: next };
  });
}
