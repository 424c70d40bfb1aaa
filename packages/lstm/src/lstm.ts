import { add, checkShapes, matMul, mul, sigmoid, split, tanh, tidy, zeros } from '@saccade/math';
import type { Cell, Tensor2D } from '@saccade/math';
import type { LstmState } from './states.ts';
import { checkFinite, checkSizes } from './sizes.ts';
import { initGates } from './weights.ts';
import type { GateParams } from './weights.ts';

/** Options of {@link lstmCell} and its relatives. */
export interface LstmOptions {
  /** `I`, ≥ 1. */
  readonly inputs: number;
  /** `H`, memory cells, ≥ 1. */
  readonly hidden: number;
  /**
   * Biases of the forget gates at the beginning; the others begin at 0, weights in U[−1/√H, 1/√H). Default 1, logits.
   * Source: Gers, Schmidhuber & Cummins 2000 (0.5 to 2); 1: Jozefowicz, Zaremba & Sutskever 2015.
   */
  readonly forgetBias?: number;
}

/** `wx [I, 4H]`, `wh [H, 4H]`, `b [4H]`, gates packed `[i | f | g | o]` on the last axis, as PyTorch packs them. */
export type LstmParams = GateParams;

/** Long short-term memory with forget gates; see {@link lstmStep}. */
export function lstmCell({ inputs, hidden, forgetBias = 1 }: LstmOptions): Cell<LstmParams, LstmState> {
  checkSizes('lstmCell', { inputs, hidden });
  checkFinite('lstmCell', { forgetBias });
  return {
    init: (key) => initGates(key, { inputs, hidden }, [0, forgetBias, 0, 0]),
    initialState: (_, batch) => lstmStart(batch, hidden),
    step: (params, state, x) => {
      const next = lstmStep(params, state, x);
      return [next, next.h];
    },
  };
}

/** Zeros. */
export function lstmStart(batch: number, hidden: number): LstmState {
  return { h: zeros([batch, hidden]), c: zeros([batch, hidden]) };
}

/**
 * One step. `B` batch, `I` inputs, `H` memory cells.
 *
 *     [z_i | z_f | z_g | z_o] = x·Wx + h·Wh + b
 *     c' = σ(z_f) ⊙ c + σ(z_i) ⊙ tanh(z_g)
 *     h' = σ(z_o) ⊙ tanh(c')
 *
 * Source: Hochreiter & Schmidhuber 1997; forget gate: Gers, Schmidhuber & Cummins 2000.
 * @param x - `[B, I]`.
 * @returns the next state. The caller disposes it.
 */
export function lstmStep({ wx, wh, b }: LstmParams, { h, c }: LstmState, x: Tensor2D): LstmState {
  checkShapes('lstmStep', {
    ...{ wx: [wx, 'I 4H'], wh: [wh, 'H 4H'], b: [b, '4H'] },
    ...{ h: [h, 'B H'], c: [c, 'B H'], x: [x, 'B I'] },
  });
  return tidy(() => {
    const [i, f, g, o] = fourGates(add(add(matMul(x, wx), matMul(h, wh)), b));
    const next = add(mul(sigmoid(f), c), mul(sigmoid(i), tanh(g))) as Tensor2D;
    return { h: mul(sigmoid(o), tanh(next)) as Tensor2D, c: next };
  });
}

/** The sums of the gates, `[B, 4H]`, apart: `[B, H]` each. */
export function fourGates(sums: Tensor2D): [i: Tensor2D, f: Tensor2D, g: Tensor2D, o: Tensor2D] {
  return split<Tensor2D>(sums, 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
}
