import type { GradientConfig } from '../engine/gradient-registry.ts';
import { mul } from '../ops/arithmetic.ts';
import { hatSlopes } from '../ops/hat-weights.ts';
import { zeros } from '../ops/making.ts';
import { sum } from '../ops/reductions.ts';
import type { Tensor } from '../tensor-types.ts';

const weights: GradientConfig = {
  kernelName: 'HatWeights',
  inputsToSave: ['points'],
  gradFunc: (dy, [points], attrs) => ({
    points: () => sum(mul(dy, hatSlopes(points as Tensor, attrs.length as number)), -1),
  }),
};

/** The slopes are constant between the samples. */
const slopes: GradientConfig = {
  kernelName: 'HatSlopes',
  gradFunc: (_dy, _saved, _attrs, { inputs }) => ({ points: () => zeros((inputs.points as Tensor).shape) }),
};

export const interpolationGradients = [weights, slopes];
