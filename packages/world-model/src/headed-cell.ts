// A linear layer, and any cell with one on top: what turns hidden units into actions and predictions.
import { add, checkShapes, matMul, split, tidy, uniformInit, zeros } from '@saccade/math';
import type { Cell, Key, Tensor2D } from '@saccade/math';
import type { LayerParams } from './mlp.ts';

/** A core and the layer that reads it, `w [H, O]` and `b [O]`. `H` outputs of the core, `O` outputs. */
export interface HeadedParams<P> extends LayerParams {
  readonly core: P;
}

/** Which cell a net is made of. */
export interface CoreOptions<P, S> {
  /** Makes the cell, such as `(inputs) => lstmCell({ inputs, hidden: 16 })`. */
  readonly core: (inputs: number) => Cell<P, S>;
  /** `H`, how many outputs that cell has. */
  readonly hidden: number;
}

/** Any cell with a layer on top, `y = core(x)·W + b`. Its state is that of the core. */
export function headedCell<P, S>(
  { core: make, hidden }: CoreOptions<P, S>,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
): Cell<HeadedParams<P>, S> {
  const core = make(inputs);
  return {
    init: (key) => {
      const [kCore, kHead] = split(key, 2);
      return { core: core.init(kCore), ...initLinear(kHead, hidden, outputs) };
    },
    initialState: (params, batch) => core.initialState(params.core, batch),
    step: (params, state, x) => {
      const [next, h] = core.step(params.core, state, x);
      return [next, linear(params, h)];
    },
  };
}

/** Weights in U[−1/√I, 1/√I], biases at 0. The key is consumed. */
export function initLinear(key: Key, inputs: number, outputs: number): LayerParams {
  const w = uniformInit(key, [inputs, outputs], { scale: 1 / Math.sqrt(inputs) }) as Tensor2D;
  return { w, b: zeros([outputs]) };
}

/** `x·W + b`, `[B, O]`, of `x [B, I]`. The caller disposes it. */
export function linear({ w, b }: LayerParams, x: Tensor2D): Tensor2D {
  checkShapes('linear', { w: [w, 'I O'], b: [b, 'O'], x: [x, 'B I'] });
  return tidy(() => add(matMul(x, w), b) as Tensor2D);
}
