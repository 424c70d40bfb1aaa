import type { GradientConfig } from '../engine/gradient-registry.ts';
import { add, mul } from '../ops/arithmetic.ts';
import { cumprod, shift } from '../ops/cumprod.ts';
import { cumsum } from '../ops/cumsum.ts';
import type { Tensor } from '../tensor-types.ts';

const summing: GradientConfig = {
  kernelName: 'Cumsum',
  gradFunc: (dy, _saved, attrs) => {
    const { axis, exclusive, reverse } = attrs as { axis: number; exclusive: boolean; reverse: boolean };
    return { x: () => cumsum(dy, axis, { exclusive, reverse: !reverse }) };
  },
};

/**
 * `dx_k = (Π_{j<k} x_j) · r_k` with `r_k = dy_k + x_{k+1} r_{k+1}`: no division, so factors of 0 do no harm.
 *
 * The recurrence runs by doubling (Hillis & Steele 1986): after a step of width `w`, `r_k` covers the `2w` terms from `k`
 * on and `a_k` is the product of the `2w` factors after `k`.
 */
const multiplying: GradientConfig = {
  kernelName: 'Cumprod',
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const x = saved[0] as Tensor;
    const axis = attrs.axis as number;
    const length = x.shape[axis] as number;
    return {
      x: () => {
        let r = dy;
        let a = shift(x, axis, 1, 0);
        for (let width = 1; width < length; width *= 2) {
          r = add(r, mul(a, shift(r, axis, width, 0)));
          if (2 * width < length) a = mul(a, shift(a, axis, width, 0));
        }
        return mul(cumprod(x, axis, { exclusive: true }), r);
      },
    };
  },
};

export const scanGradients = [summing, multiplying];
