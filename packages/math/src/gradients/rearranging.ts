import type { GradientConfig } from '../engine/gradient-registry.ts';
import { gather, scatterAdd } from '../ops/gather.ts';
import { pad } from '../ops/pad.ts';
import { sum } from '../ops/reductions.ts';
import { reshape } from '../ops/reshaping.ts';
import { reverse } from '../ops/reverse.ts';
import { slice } from '../ops/slice.ts';
import type { Tensor } from '../tensor-types.ts';

const slicing: GradientConfig = {
  kernelName: 'Slice',
  gradFunc: (dy, _saved, attrs, { inputs }) => {
    const begin = attrs.begin as number[];
    const { shape } = inputs.x as Tensor;
    const margins = shape.map((n, axis): [number, number] => {
      const before = begin[axis] as number;
      return [before, n - before - (dy.shape[axis] as number)];
    });
    return { x: () => pad(dy, margins) };
  },
};

const padding: GradientConfig = {
  kernelName: 'PadV2',
  gradFunc: (dy, _saved, attrs, { inputs }) => {
    const begin = (attrs.paddings as [number, number][]).map(([before]) => before);
    return { x: () => slice(dy, begin, (inputs.x as Tensor).shape) };
  },
};

/** Sums over the copies, each repeated axis seen as copies × length. */
const tiling: GradientConfig = {
  kernelName: 'Tile',
  gradFunc: (dy, _saved, attrs, { inputs }) => {
    const reps = attrs.reps as number[];
    const { shape } = inputs.x as Tensor;
    const copies: number[] = [];
    const parts: number[] = [];
    shape.forEach((n, axis) => {
      if (reps[axis] !== 1) copies.push(parts.push(reps[axis] as number) - 1);
      parts.push(n);
    });
    return { x: () => reshape(sum(reshape(dy, parts), copies), shape) };
  },
};

const reversal: GradientConfig = {
  kernelName: 'Reverse',
  gradFunc: (dy, _saved, attrs) => ({ x: () => reverse(dy, attrs.dims as number[]) }),
};

const gathering: GradientConfig = {
  kernelName: 'GatherV2',
  inputsToSave: ['indices'],
  gradFunc: (dy, [indices], attrs, { inputs }) => {
    const axis = attrs.axis as number;
    return { x: () => scatterAdd(dy, indices as Tensor, (inputs.x as Tensor).shape[axis] as number, axis) };
  },
};

const scattering: GradientConfig = {
  kernelName: 'ScatterAddRows',
  inputsToSave: ['indices'],
  gradFunc: (dy, [indices], attrs) => ({
    updates: () => gather(dy, indices as Tensor, attrs.axis as number),
  }),
};

export const rearrangingGradients = [slicing, padding, tiling, reversal, gathering, scattering];
