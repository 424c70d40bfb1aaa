import { add, checkShapes, layerNorm, matMul, mul, ones, sigmoid, tanh, tidy, zeros } from '@saccade/math';
import type { Cell, Tensor1D, Tensor2D } from '@saccade/math';
import type { LstmState } from './states.ts';
import { fourGates, lstmStart } from './lstm.ts';
import type { LstmOptions } from './lstm.ts';
import { checkFinite, checkSizes } from './sizes.ts';
import { initGates } from './weights.ts';
import type { GateParams } from './weights.ts';

/** Those of an LSTM, and: */
export interface LayerNormLstmParams extends GateParams {
  /** Of the sums from inputs, `[4H]`. */
  readonly gainX: Tensor1D;
  /** Of the sums from units, `[4H]`. */
  readonly gainH: Tensor1D;
  /** Of the cells where they are read, `[H]`. */
  readonly gainC: Tensor1D;
  /** Added to the cells where they are read, `[H]`. */
  readonly biasC: Tensor1D;
}

/** LSTM with layer normalisation; see {@link layerNormLstmStep}. Gains begin at 1. */
export function layerNormLstmCell({
  inputs,
  hidden,
  forgetBias = 1,
}: LstmOptions): Cell<LayerNormLstmParams, LstmState> {
  checkSizes('layerNormLstmCell', { inputs, hidden });
  checkFinite('layerNormLstmCell', { forgetBias });
  return {
    init: (key) => ({
      ...initGates(key, { inputs, hidden }, [0, forgetBias, 0, 0]),
      ...{ gainX: ones([4 * hidden]), gainH: ones([4 * hidden]) },
      ...{ gainC: ones([hidden]), biasC: zeros([hidden]) },
    }),
    initialState: (_, batch) => lstmStart(batch, hidden),
    step: (params, state, x) => {
      const next = layerNormLstmStep(params, state, x);
      return [next, next.h];
    },
  };
}

/**
 * One step. Letters as in {@link lstmStep}; LN normalises over the features of one row:
 *
 *     [z_i | z_f | z_g | z_o] = LN(x·Wx) ⊙ gainX + LN(h·Wh) ⊙ gainH + b
 *     c' = σ(z_f) ⊙ c + σ(z_i) ⊙ tanh(z_g)
 *     h' = σ(z_o) ⊙ tanh(LN(c') ⊙ gainC + biasC)
 *
 * Source: Ba, Kiros & Hinton 2016, eqs. 20–22.
 * @param x - `[B, I]`.
 * @returns the next state. The caller disposes it.
 */
export function layerNormLstmStep(params: LayerNormLstmParams, { h, c }: LstmState, x: Tensor2D): LstmState {
  const { wx, wh, b, gainX, gainH, gainC, biasC } = params;
  checkShapes('layerNormLstmStep', {
    ...{ wx: [wx, 'I 4H'], wh: [wh, 'H 4H'], b: [b, '4H'], gainX: [gainX, '4H'], gainH: [gainH, '4H'] },
    ...{ gainC: [gainC, 'H'], biasC: [biasC, 'H'], h: [h, 'B H'], c: [c, 'B H'], x: [x, 'B I'] },
  });
  return tidy(() => {
    const fromX = layerNorm(matMul(x, wx), { gain: gainX });
    const fromH = layerNorm(matMul(h, wh), { gain: gainH, bias: b });
    const [i, f, g, o] = fourGates(add(fromX, fromH));
    const next = add(mul(sigmoid(f), c), mul(sigmoid(i), tanh(g))) as Tensor2D;
    const read = layerNorm(next, { gain: gainC, bias: biasC });
    return { h: mul(sigmoid(o), tanh(read)) as Tensor2D, c: next };
  });
}
