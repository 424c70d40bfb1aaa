// Where the derivative is best written in the output, the output is saved: the tape keeps it connected, so that second
// derivatives are right.
import type { Attributes, GradientConfig } from '../engine/gradient-registry.ts';
import { add, div, mul } from '../ops/arithmetic.ts';
import { cast } from '../ops/cast.ts';
import { greater, greaterEqual, lessEqual, logicalAnd } from '../ops/compare.ts';
import { cos, neg, sigmoid, sign, sin, square } from '../ops/elementwise.ts';
import { zerosLike } from '../ops/making.ts';
import { where } from '../ops/where.ts';
import type { Tensor } from '../tensor-types.ts';

type Backward = (dy: Tensor, saved: Tensor, attrs: Attributes) => Tensor;

const ofInput = (kernelName: string, backward: Backward): GradientConfig => ({
  kernelName,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], attrs) => ({ x: () => backward(dy, x, attrs) }),
});

const ofOutput = (kernelName: string, backward: Backward): GradientConfig => ({
  kernelName,
  outputsToSave: [true],
  gradFunc: (dy, [y], attrs) => ({ x: () => backward(dy, y, attrs) }),
});

const mask = (condition: Tensor): Tensor => cast(condition, 'float32');

const negation: GradientConfig = { kernelName: 'Neg', gradFunc: (dy) => ({ x: () => neg(dy) }) };
const signum: GradientConfig = { kernelName: 'Sign', gradFunc: (dy) => ({ x: () => zerosLike(dy) }) };

function clipBackward(dy: Tensor, x: Tensor, attrs: Attributes): Tensor {
  const { clipValueMin, clipValueMax } = attrs as { clipValueMin: number; clipValueMax: number };
  return mul(dy, mask(logicalAnd(greaterEqual(x, clipValueMin), lessEqual(x, clipValueMax))));
}

export const elementwiseGradients = [
  negation,
  signum,
  ofInput('Abs', (dy, x) => mul(dy, sign(x))),
  ofInput('Square', (dy, x) => mul(dy, mul(x, 2))),
  ofOutput('Sqrt', (dy, y) => div(dy, mul(y, 2))),
  ofOutput('Rsqrt', (dy, y) => mul(dy, mul(mul(y, square(y)), -0.5))),
  ofOutput('Reciprocal', (dy, y) => neg(mul(dy, square(y)))),
  ofOutput('Exp', (dy, y) => mul(dy, y)),
  ofInput('Log', (dy, x) => div(dy, x)),
  ofInput('Log1p', (dy, x) => div(dy, add(x, 1))),
  ofInput('Softplus', (dy, x) => mul(dy, sigmoid(x))),
  ofInput('Relu', (dy, x) => mul(dy, mask(greater(x, 0)))),
  ofOutput('Elu', (dy, y) => mul(dy, where(greater(y, 0), 1, add(y, 1)))),
  ofInput('Sin', (dy, x) => mul(dy, cos(x))),
  ofInput('Cos', (dy, x) => neg(mul(dy, sin(x)))),
  ofInput('ClipByValue', clipBackward),
];
