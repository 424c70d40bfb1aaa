import type { GradientConfig } from '../engine/gradient-registry.ts';
import { div, mul } from '../ops/arithmetic.ts';
import { broadcastTo } from '../ops/broadcast-to.ts';
import { cast } from '../ops/cast.ts';
import { equal } from '../ops/compare.ts';
import { sum } from '../ops/reductions.ts';
import { reshape } from '../ops/reshaping.ts';
import type { Tensor } from '../tensor-types.ts';

type Attrs = Parameters<GradientConfig['gradFunc']>[2];

/** The shape of `x` after a reduction that keeps its axes. */
function keptShape(x: Tensor, attrs: Attrs): number[] {
  const axes = attrs.axis as number[];
  return x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
}

const summation: GradientConfig = {
  kernelName: 'Sum',
  gradFunc: (dy, _saved, attrs, { inputs }) => {
    const x = inputs.x as Tensor;
    return { x: () => broadcastTo(reshape(dy, keptShape(x, attrs)), x.shape) };
  },
};

const averaging: GradientConfig = {
  kernelName: 'Mean',
  gradFunc: (dy, _saved, attrs, { inputs }) => {
    const x = inputs.x as Tensor;
    const count = x.size / dy.size;
    return { x: () => broadcastTo(reshape(div(dy, count), keptShape(x, attrs)), x.shape) };
  },
};

const extremum = (kernelName: string): GradientConfig => ({
  kernelName,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, y] = saved as [Tensor, Tensor];
    const shape = keptShape(x, attrs);
    return {
      x: () => {
        const chosen = cast(equal(x, reshape(y, shape)), 'float32');
        const each = div(reshape(dy, shape), sum(chosen, attrs.axis as number[], { keepDims: true }));
        return mul(chosen, each);
      },
    };
  },
});

export const reductionGradients = [summation, averaging, extremum('Max'), extremum('Min')];
