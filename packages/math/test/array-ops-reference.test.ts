// Values and gradients by PyTorch: reference/make-array-ops.py.
import { describe, expect, test } from 'vitest';
import * as math from '../src/index.ts';
import { grads, mul, sum, tensor, tidy } from '../src/index.ts';
import type { CumulativeOptions, ReductionOptions, Tensor, TensorValues } from '../src/index.ts';
import { TOLERANCE, eachBackend } from '../src/testing/index.ts';
import reference from './reference/array-ops.json' with { type: 'json' };

interface Case {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputs: readonly unknown[];
  readonly output: unknown;
  readonly weights: unknown;
  readonly grads: readonly unknown[];
}

interface Options extends CumulativeOptions, ReductionOptions {
  readonly axis: number & number[];
  readonly subscripts: string;
  readonly indices: number[];
  readonly parts: number[];
  readonly begin: number[];
  readonly paddings: [number, number][];
  readonly value: number;
  readonly reps: number[];
  readonly size: [number, number];
  readonly fill: number;
  readonly eps: number;
}

type Apply = (xs: readonly [Tensor, ...Tensor[]], options: Options) => Tensor;

const operations: Record<keyof typeof reference, Apply> = {
  einsum: (xs, { subscripts }) => math.einsum(subscripts, ...xs),
  gather: ([x], { indices, axis }) => math.gather(x, tensor(indices, undefined, 'int32'), axis),
  cumsum: ([x], options) => math.cumsum(x, -1, options),
  cumprod: ([x], options) => math.cumprod(x, 1, options),
  softmax: ([x], { axis }) => math.softmax(x, axis),
  logSoftmax: ([x], { axis }) => math.logSoftmax(x, axis),
  logSumExp: ([x], { axis, keepDims }) => math.logSumExp(x, axis, { keepDims }),
  layerNorm: ([x, gain, bias], { eps }) => math.layerNorm(x, { gain, bias, eps }),
  concat: (xs, { axis }) => math.concat(xs, axis),
  stack: (xs, { axis }) => math.stack(xs, axis),
  split: ([x], { parts, axis }) => math.split(x, parts, axis)[1] as Tensor,
  unstack: ([x], { axis }) => math.unstack(x, axis)[1] as Tensor,
  slice: ([x], { begin, size }) => math.slice(x, begin, size),
  pad: ([x], { paddings, value }) => math.pad(x, paddings, value),
  tile: ([x], { reps }) => math.tile(x, reps),
  reverse: ([x], { axis }) => math.reverse(x, axis),
  resample: ([images, centre, scale], { size, fill }) =>
    math.resample(images, centre as Tensor, { size, scale: scale as Tensor, fill }),
};

const numbers = (values: unknown): Tensor => {
  const list = values as TensorValues;
  // JSON has no infinities; the reference holds them as text.
  const parse = (value: unknown): unknown => (Array.isArray(value) ? value.map(parse) : Number(value));
  return tensor(parse(list) as TensorValues, shapeOf(list));
};

function shapeOf(list: unknown): number[] {
  return Array.isArray(list) ? [list.length, ...shapeOf(list[0])] : [];
}

eachBackend(['cpu', 'wasm'], () => {
  describe.each(Object.keys(operations) as (keyof typeof reference)[])('%s', (name) => {
    test.each(reference[name] as readonly Case[])('equals PyTorch, with its gradients: $name', (example) =>
      tidy(() => {
        const apply = (...xs: Tensor[]): Tensor =>
          operations[name](xs as [Tensor], example.options as unknown as Options);
        const inputs = example.inputs.map(numbers);
        expect(apply(...inputs)).toBeClose(example.output, TOLERANCE.product);
        const weighted = (...xs: Tensor[]): Tensor => sum(mul(apply(...xs), numbers(example.weights)));
        expect(grads(weighted)(...inputs)).toBeClose(example.grads, TOLERANCE.product);
      }),
    );
  });
});
