import type { GradientConfig } from '../engine/gradient-registry.ts';
import { add, div, mul, sub } from '../ops/arithmetic.ts';
import { notEqual } from '../ops/compare.ts';
import { mean, sum } from '../ops/reductions.ts';
import { expandDims } from '../ops/reshaping.ts';
import { softmax } from '../ops/softmax.ts';
import { where } from '../ops/where.ts';
import type { Tensor } from '../tensor-types.ts';

const KEEP = { keepDims: true };

const softmaxItself: GradientConfig = {
  kernelName: 'Softmax',
  outputsToSave: [true],
  gradFunc: (dy, [y]) => {
    const p = y as Tensor;
    return { logits: () => mul(sub(dy, sum(mul(dy, p), -1, KEEP)), p) };
  },
};

const logSoftmax: GradientConfig = {
  kernelName: 'LogSoftmax',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => sub(dy, mul(softmax(x as Tensor), sum(dy, -1, KEEP))) }),
};

const logSumExp: GradientConfig = {
  kernelName: 'LogSumExp',
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [x, y] = saved as [Tensor, Tensor];
    return {
      x: () => {
        // A row of −Infinity has no softmax.
        const exists = expandDims(notEqual(y, -Infinity), -1);
        return mul(expandDims(dy, -1), where(exists, softmax(x), 0));
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

export const normalisingGradients = [softmaxItself, logSoftmax, logSumExp, normalisation];
