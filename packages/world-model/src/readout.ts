// A linear layer, and a cell with one on top: what turns hidden units into actions and predictions.
import { add, checkShapes, matMul, split, tanh, tidy, uniformInit, zeros } from '@saccade/math';
import type { Cell, Key, Tensor2D } from '@saccade/math';
import type { LayerParams } from './mlp.ts';

/** A cell and the layer on top of it. */
export interface ReadoutParams<Params> {
  readonly cell: Params;
  /** `[H, O]` and `[O]`. */
  readonly out: LayerParams;
}

/** Options of {@link withReadout}. */
export interface ReadoutOptions {
  /** `H`, width of the outputs of the cell. */
  readonly hidden: number;
  /** `O`, ≥ 1. */
  readonly outputs: number;
  /** Outputs are `tanh`, in −1..1, or `linear`. Default `tanh`, the range of many actions. */
  readonly squash?: 'tanh' | 'linear';
  /** Weights begin in U[−initScale/√H, initScale/√H], biases at 0. Default 1. */
  readonly initScale?: number;
}

/**
 * A cell whose output is a layer on top of another cell's: a controller, from observations to actions.
 * @returns a cell with the states of the given one.
 */
export function withReadout<Params, State>(
  cell: Cell<Params, State>,
  { hidden, outputs, squash = 'tanh', initScale = 1 }: ReadoutOptions,
): Cell<ReadoutParams<Params>, State> {
  return {
    init: (key) => {
      const [kCell, kOut] = split(key, 2);
      return { cell: cell.init(kCell), out: initLinear(kOut, hidden, outputs, initScale) };
    },
    initialState: (params, batch) => cell.initialState(params.cell, batch),
    step: (params, state, x) => {
      const [next, y] = cell.step(params.cell, state, x);
      const sum = linear(params.out, y);
      return [next, squash === 'tanh' ? tidy(() => tanh(sum) as Tensor2D) : sum];
    },
  };
}

/** Weights in U[−scale/√I, scale/√I], biases at 0. The key is consumed. */
export function initLinear(key: Key, inputs: number, outputs: number, scale = 1): LayerParams {
  const w = uniformInit(key, [inputs, outputs], { scale: scale / Math.sqrt(inputs) }) as Tensor2D;
  return { w, b: zeros([outputs]) };
}

/** `x·W + b`, `[B, O]`, of `x [B, I]`. The caller disposes it. */
export function linear({ w, b }: LayerParams, x: Tensor2D): Tensor2D {
  checkShapes('linear', { w: [w, 'I O'], b: [b, 'O'], x: [x, 'B I'] });
  return tidy(() => add(matMul(x, w), b) as Tensor2D);
}
