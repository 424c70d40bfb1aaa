import type { GradientConfig } from '../engine/gradient-registry.ts';
import { LARGEST_FLOAT } from '../kernels/log-sum-exp.ts';
import { add, div, maximum, mul, sub } from '../ops/arithmetic.ts';
import { exp } from '../ops/elementwise.ts';
import { mean, sum } from '../ops/reductions.ts';
import { reshape } from '../ops/reshaping.ts';
import type { Tensor } from '../tensor-types.ts';

const KEEP = { keepDims: true };

/** The smallest normal float32, 2^−126. */
const SMALLEST_NORMAL = 1.1754943508222875e-38;

const softmax: GradientConfig = {
  kernelName: 'Softmax',
  outputsToSave: [true],
  gradFunc: (dy, [y]) => {
    const p = y as Tensor;
    return { logits: () => mul(sub(dy, sum(mul(dy, p), -1, KEEP)), p) };
  },
};

const logSoftmax: GradientConfig = {
  kernelName: 'LogSoftmax',
  outputsToSave: [true],
  gradFunc: (dy, [y], attrs) => ({
    logits: () => sub(dy, mul(exp(y as Tensor), sum(dy, attrs.axis as number, KEEP))),
  }),
};

const logSumExp: GradientConfig = {
  kernelName: 'LogSumExp',
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, y] = saved as [Tensor, Tensor];
    const kept = attrs.kept as number[];
    return {
      x: () => {
        // Finite, so that a row of −Infinity gets gradients of 0.
        const p = exp(sub(x, maximum(reshape(y, kept), -LARGEST_FLOAT)));
        // Their sum is 1 but for the rounding of y, which counts where y is large.
        const total = maximum(sum(p, attrs.axes as number[], KEEP), SMALLEST_NORMAL);
        return mul(p, div(reshape(dy, kept), total));
      },
    };
  },
};

/** `dx = r ⊙ (dy − mean(dy) − y ⊙ (mean(dy ⊙ y) + dr · r / N))`, with the outputs `y` and `r`, the inverse deviation. */
const normalisation: GradientConfig = {
  kernelName: 'Normalise',
  outputsToSave: [true, true],
  gradFunc: (dy, saved, _attrs, { dys }) => {
    const [y, r] = saved as [Tensor, Tensor];
    const dr = dys[1] as Tensor;
    return {
      x: () => {
        const along = add(mean(mul(dy, y), -1, KEEP), div(mul(dr, r), y.shape.at(-1) as number));
        return mul(r, sub(sub(dy, mean(dy, -1, KEEP)), mul(y, along)));
      },
    };
  },
};

export const normalisingGradients = [softmax, logSoftmax, logSumExp, normalisation];
