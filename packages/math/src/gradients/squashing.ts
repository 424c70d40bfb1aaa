import type { GradientConfig } from '../engine/gradient-registry.ts';
import { runKernel } from '../engine/run-kernel.ts';
import { mul, sub } from '../ops/arithmetic.ts';
import type { Tensor } from '../tensor-types.ts';

/** `dy · f'`, where `y = f(x)` and `f'` is written in `y`. */
const tanhGrad = (dy: Tensor, y: Tensor): Tensor => runKernel('TanhGrad', { dy, y });
const sigmoidGrad = (dy: Tensor, y: Tensor): Tensor => runKernel('SigmoidGrad', { dy, y });

const first = (kernelName: string, backward: (dy: Tensor, y: Tensor) => Tensor): GradientConfig => ({
  kernelName,
  outputsToSave: [true],
  gradFunc: (dy, [y]) => ({ x: () => backward(dy, y) }),
});

/** The gradient of `dy · g(y)`, given `g'(y)`. */
const second = (
  kernelName: string,
  backward: (dy: Tensor, y: Tensor) => Tensor,
  slope: (y: Tensor) => Tensor,
): GradientConfig => ({
  kernelName,
  inputsToSave: ['dy', 'y'],
  gradFunc: (upper, saved) => {
    const [dy, y] = saved;
    return { dy: () => backward(upper, y), y: () => mul(mul(upper, dy), slope(y)) };
  },
});

export const squashingGradients = [
  first('Tanh', tanhGrad),
  second('TanhGrad', tanhGrad, (y) => mul(y, -2)),
  first('Sigmoid', sigmoidGrad),
  second('SigmoidGrad', sigmoidGrad, (y) => sub(1, mul(y, 2))),
];
