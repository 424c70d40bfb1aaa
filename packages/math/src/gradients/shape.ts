import type { GradientConfig } from '../engine/gradient-registry.ts';
import { reshape, transpose } from '../ops/reshaping.ts';
import { sumToShape } from './sum-to-shape.ts';

const reshaping: GradientConfig = {
  kernelName: 'Reshape',
  gradFunc: (dy, _saved, _attrs, { inputs }) => ({ x: () => reshape(dy, inputs.x.shape) }),
};

const transposition: GradientConfig = {
  kernelName: 'Transpose',
  gradFunc: (dy, _saved, attrs) => {
    const perm = attrs.perm as number[];
    const inverse = perm.map((_, i) => perm.indexOf(i));
    return { x: () => transpose(dy, inverse) };
  },
};

const broadcasting: GradientConfig = {
  kernelName: 'BroadcastTo',
  gradFunc: (dy, _saved, _attrs, { inputs }) => ({ x: () => sumToShape(dy, inputs.x.shape) }),
};

export const shapeGradients = [reshaping, transposition, broadcasting];
