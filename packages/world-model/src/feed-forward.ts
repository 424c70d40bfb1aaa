import { add, checkShapes, glorotUniform, matMul, tanh, tidy, zeros } from '@saccade/math';
import type { Cell, Tensor2D } from '@saccade/math';
import type { LayerParams } from './mlp.ts';

/** What {@link feedForwardCell} remembers: nothing. */
export type NoState = Readonly<Record<string, never>>;

/**
 * A layer of tanh units as a cell without a state, for worlds whose observations tell everything: `y = tanh(x·W + b)`.
 *
 * `B` batch, `I` inputs, `H` units.
 */
export function feedForwardCell({
  inputs,
  hidden,
}: {
  readonly inputs: number;
  readonly hidden: number;
}): Cell<LayerParams, NoState> {
  for (const [name, size] of Object.entries({ inputs, hidden })) {
    if (Number.isInteger(size) && size >= 1) continue;
    throw new RangeError(`feedForwardCell: ${name} must be a whole number ≥ 1, got ${size}`);
  }
  return {
    init: (key) => ({ w: glorotUniform(key, [inputs, hidden]) as Tensor2D, b: zeros([hidden]) }),
    initialState: () => ({}),
    step: ({ w, b }, state, x) => {
      checkShapes('feedForwardCell', { w: [w, 'I H'], b: [b, 'H'], x: [x, 'B I'] });
      return [state, tidy(() => tanh(add(matMul(x, w), b)) as Tensor2D)];
    },
  };
}
