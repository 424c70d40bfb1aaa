import { add, checkShapes, matMul, split, tidy, uniformInit, zeros } from '@saccade/math';
import type { Cell, Tensor1D, Tensor2D } from '@saccade/math';

/** A core and the layer that reads it. `H` outputs of the core, `O` outputs. */
export interface HeadedParams<P> {
  readonly core: P;
  /** `[H, O]` */
  readonly w: Tensor2D;
  /** `[O]` */
  readonly b: Tensor1D;
}

/** Which cell a net is made of. */
export interface CoreOptions<P, S> {
  /** Makes the cell, such as `(inputs) => lstmCell({ inputs, hidden: 16 })`. */
  readonly core: (inputs: number) => Cell<P, S>;
  /** `H`, how many outputs that cell has. */
  readonly hidden: number;
}

/**
 * Any cell with a linear layer on top, `y = core(x)·W + b`; weights of the layer begin in U[−1/√H, 1/√H], biases at 0. Its
 * state is that of the core.
 */
export function headedCell<P, S>(
  { core: make, hidden }: CoreOptions<P, S>,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
): Cell<HeadedParams<P>, S> {
  const core = make(inputs);
  return {
    init: (key) => {
      const [kCore, kHead] = split(key, 2);
      const w = uniformInit(kHead, [hidden, outputs], { scale: 1 / Math.sqrt(hidden) }) as Tensor2D;
      return { core: core.init(kCore), w, b: zeros<Tensor1D>([outputs]) };
    },
    initialState: (params, batch) => core.initialState(params.core, batch),
    step: ({ core: params, w, b }, state, x) => {
      const [next, h] = core.step(params, state, x);
      checkShapes('headedCell', { w: [w, 'H O'], b: [b, 'O'], h: [h, 'B H'] });
      return [next, tidy(() => add(matMul(h, w), b) as Tensor2D)];
    },
  };
}
