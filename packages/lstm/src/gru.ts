import { add, checkShapes, matMul, mul, sigmoid, split, sub, tanh, tidy, zeros } from '@saccade/math';
import type { Cell, Tensor1D, Tensor2D } from '@saccade/math';
import type { HiddenState } from './states.ts';
import { checkSizes } from './sizes.ts';
import { initGates } from './weights.ts';
import type { GateParams } from './weights.ts';

/** Options of {@link gruCell}. */
export interface GruOptions {
  /** `I`, ≥ 1. */
  readonly inputs: number;
  /** `H`, units, ≥ 1. */
  readonly hidden: number;
}

/** `wx [I, 3H]`, `wh [H, 3H]`, `b [3H]`, gates packed `[r | z | n]` on the last axis, as PyTorch packs them; and: */
export interface GruParams extends GateParams {
  /** Of the candidate's sum from the units, which the reset gate scales, `[H]`. */
  readonly bn: Tensor1D;
}

/** Gated recurrent units; see {@link gruStep}. Weights begin in U[−1/√H, 1/√H), biases at 0. */
export function gruCell({ inputs, hidden }: GruOptions): Cell<GruParams, HiddenState> {
  checkSizes('gruCell', { inputs, hidden });
  return {
    init: (key) => ({ ...initGates(key, { inputs, hidden }, [0, 0, 0]), bn: zeros([hidden]) }),
    initialState: (_, batch) => ({ h: zeros([batch, hidden]) }),
    step: (params, state, x) => {
      const next = gruStep(params, state, x);
      return [next, next.h];
    },
  };
}

/**
 * One step. `B` batch, `I` inputs, `H` units.
 *
 *     r = σ(x·Wx_r + h·Wh_r + b_r)
 *     z = σ(x·Wx_z + h·Wh_z + b_z)
 *     n = tanh(x·Wx_n + b_n + r ⊙ (h·Wh_n + bn))
 *     h' = (1 − z) ⊙ n + z ⊙ h
 *
 * Source: Cho et al. 2014, with the reset gate after the product, as in PyTorch and cuDNN.
 * @param x - `[B, I]`.
 * @returns the next state. The caller disposes it.
 */
export function gruStep({ wx, wh, b, bn }: GruParams, { h }: HiddenState, x: Tensor2D): HiddenState {
  checkShapes('gruStep', {
    ...{ wx: [wx, 'I 3H'], wh: [wh, 'H 3H'], b: [b, '3H'], bn: [bn, 'H'] },
    ...{ h: [h, 'B H'], x: [x, 'B I'] },
  });
  return tidy(() => {
    const [xr, xz, xn] = split(add(matMul(x, wx), b), 3, 1);
    const [hr, hz, hn] = split(matMul(h, wh), 3, 1);
    const z = sigmoid(add(xz, hz));
    const n = tanh(add(xn, mul(sigmoid(add(xr, hr)), add(hn, bn))));
    return { h: add(mul(sub(1, z), n), mul(z, h)) as Tensor2D };
  });
}
