import type { GradientConfig } from '../engine/gradient-registry.ts';
import { div, mul } from '../ops/arithmetic.ts';
import { broadcastTo } from '../ops/broadcast-to.ts';
import { cast } from '../ops/cast.ts';
import { cumprod } from '../ops/cumprod.ts';
import { equal } from '../ops/compare.ts';
import { sum } from '../ops/reductions.ts';
import { reshape, transpose } from '../ops/reshaping.ts';
import { sizeOf } from '../shapes.ts';
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
    const x = inputs.x;
    return { x: () => broadcastTo(reshape(dy, keptShape(x, attrs)), x.shape) };
  },
};

const averaging: GradientConfig = {
  kernelName: 'Mean',
  gradFunc: (dy, _saved, attrs, { inputs }) => {
    const x = inputs.x;
    const count = x.size / dy.size;
    return { x: () => broadcastTo(reshape(div(dy, count), keptShape(x, attrs)), x.shape) };
  },
};

const extremum = (kernelName: string): GradientConfig => ({
  kernelName,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, y] = saved;
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

/** The products of all other factors, without division, so that factors of 0 do no harm. */
function productOfOthers(x: Tensor, axes: readonly number[]): Tensor {
  const perm = [...x.shape.keys()].sort((i, j) => Number(axes.includes(i)) - Number(axes.includes(j)));
  const moved = transpose(x, perm);
  const rows = reshape(moved, [-1, sizeOf(axes.map((axis) => x.shape[axis]))]);
  const before = cumprod(rows, 1, { exclusive: true });
  const after = cumprod(rows, 1, { exclusive: true, reverse: true });
  const inverse = perm.map((_, i) => perm.indexOf(i));
  return transpose(reshape(mul(before, after), moved.shape), inverse);
}

const multiplication: GradientConfig = {
  kernelName: 'Prod',
  inputsToSave: ['x'],
  gradFunc: (dy, [x], attrs) => ({
    x: () => mul(reshape(dy, keptShape(x, attrs)), productOfOthers(x, attrs.axis as number[])),
  }),
};

export const reductionGradients = [summation, averaging, multiplication, extremum('Max'), extremum('Min')];
