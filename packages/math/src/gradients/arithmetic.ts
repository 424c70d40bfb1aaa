import type { GradientConfig } from '../engine/gradient-registry.ts';
import { add, div, mul, sub } from '../ops/arithmetic.ts';
import { cast } from '../ops/cast.ts';
import { equal, greater, less } from '../ops/compare.ts';
import { neg } from '../ops/elementwise.ts';
import type { Tensor } from '../tensor-types.ts';
import { sumToShape } from './sum-to-shape.ts';

const shapesOf = ({ inputs }: { inputs: Record<string, Tensor> }): readonly [number[], number[]] => [
  inputs.a.shape,
  inputs.b.shape,
];

const addition: GradientConfig = {
  kernelName: 'Add',
  gradFunc: (dy, _saved, _attrs, context) => {
    const [a, b] = shapesOf(context);
    return { a: () => sumToShape(dy, a), b: () => sumToShape(dy, b) };
  },
};

const subtraction: GradientConfig = {
  kernelName: 'Sub',
  gradFunc: (dy, _saved, _attrs, context) => {
    const [a, b] = shapesOf(context);
    return { a: () => sumToShape(dy, a), b: () => neg(sumToShape(dy, b)) };
  },
};

const multiplication: GradientConfig = {
  kernelName: 'Multiply',
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    return { a: () => sumToShape(mul(dy, b), a.shape), b: () => sumToShape(mul(dy, a), b.shape) };
  },
};

const division: GradientConfig = {
  kernelName: 'RealDiv',
  inputsToSave: ['b'],
  outputsToSave: [true],
  gradFunc: (dy, saved, _attrs, context) => {
    const [b, y] = saved;
    return {
      a: () => sumToShape(div(dy, b), shapesOf(context)[0]),
      b: () => sumToShape(neg(mul(dy, div(y, b))), b.shape),
    };
  },
};

const squaredDifference: GradientConfig = {
  kernelName: 'SquaredDifference',
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const twice = (): Tensor => mul(dy, mul(sub(a, b), 2));
    return { a: () => sumToShape(twice(), a.shape), b: () => sumToShape(neg(twice()), b.shape) };
  },
};

/** 1 where `x` is chosen from `x` and `other`, ½ where they are equal. */
function share(x: Tensor, other: Tensor, wins: typeof greater): Tensor {
  const chosen = cast(wins(x, other), 'float32');
  return add(chosen, mul(cast(equal(x, other), 'float32'), 0.5));
}

const extremum = (kernelName: string, wins: typeof greater): GradientConfig => ({
  kernelName,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    return {
      a: () => sumToShape(mul(dy, share(a, b, wins)), a.shape),
      b: () => sumToShape(mul(dy, share(b, a, wins)), b.shape),
    };
  },
});

export const arithmeticGradients = [
  addition,
  subtraction,
  multiplication,
  division,
  squaredDifference,
  extremum('Minimum', less),
  extremum('Maximum', greater),
];
