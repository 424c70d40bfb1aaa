import type { GradientConfig } from '../engine/gradient-registry.ts';
import { mul } from '../ops/arithmetic.ts';
import { cumprod, shift } from '../ops/cumprod.ts';
import { cumsum } from '../ops/cumsum.ts';
import { linearRecurrence } from '../ops/linear-recurrence.ts';
import type { Tensor } from '../tensor-types.ts';

const summing: GradientConfig = {
  kernelName: 'Cumsum',
  gradFunc: (dy, _saved, attrs) => {
    const { axis, exclusive, reverse } = attrs as { axis: number; exclusive: boolean; reverse: boolean };
    return { x: () => cumsum(dy, axis, { exclusive, reverse: !reverse }) };
  },
};

/** `dx_k = (Π_{j<k} x_j) · r_k` with `r_k = x_{k+1} r_{k+1} + dy_k`: no division, so factors of 0 do no harm. */
const multiplying: GradientConfig = {
  kernelName: 'Cumprod',
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const x = saved[0] as Tensor;
    const axis = attrs.axis as number;
    return {
      x: () =>
        mul(cumprod(x, axis, { exclusive: true }), linearRecurrence(shift(x, axis, 1, 0), dy, axis, true)),
    };
  },
};

/** The recurrence the other way round, with each factor one step later. */
const recurring: GradientConfig = {
  kernelName: 'LinearRecurrence',
  inputsToSave: ['a'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [a, y] = saved as [Tensor, Tensor];
    const { axis, reverse } = attrs as { axis: number; reverse: boolean };
    const later = reverse ? -1 : 1;
    const byB = (): Tensor => linearRecurrence(shift(a, axis, later, 0), dy, axis, !reverse);
    return { a: () => mul(byB(), shift(y, axis, -later, 0)), b: byB };
  },
};

export const scanGradients = [summing, multiplying, recurring];
