// Values and gradients by PyTorch: reference/make-ops.py.
import { describe, expect, test } from 'vitest';
import * as math from '../src/index.ts';
import { grads, matMul, mul, sum, tensor, tidy, where } from '../src/index.ts';
import type { Tensor, TensorValues } from '../src/index.ts';
import { TOLERANCE, eachBackend } from '../src/testing/index.ts';
import type { Tolerance } from '../src/testing/index.ts';
import reference from './reference/ops.json' with { type: 'json' };

interface Case {
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly output: unknown;
  readonly weights: unknown;
  readonly grads: Readonly<Record<string, unknown>>;
}

type Operation = (...inputs: Tensor[]) => Tensor;

const numbers = (values: unknown): Tensor => tensor(values as TensorValues);

function check(example: Case, operation: Operation, tolerance: Tolerance): void {
  tidy(() => {
    const inputs = Object.values(example.inputs).map(numbers);
    expect(operation(...inputs)).toBeClose(example.output, tolerance);
    const weighted = (...xs: Tensor[]): Tensor => sum(mul(operation(...xs), numbers(example.weights)));
    expect(grads(weighted)(...inputs)).toBeClose(Object.values(example.grads), TOLERANCE.product);
  });
}

const operation = (name: string): ((...args: unknown[]) => Tensor) =>
  math[name as 'add'] as unknown as (...args: unknown[]) => Tensor;

const shapes = ({ inputs }: Case): string =>
  Object.values(inputs)
    .map((input) => JSON.stringify(shapeOf(input)))
    .join(' ');

function shapeOf(list: unknown): number[] {
  return Array.isArray(list) ? [list.length, ...shapeOf(list[0])] : [];
}

eachBackend(['cpu', 'wasm'], () => {
  // tfjs's tanh is within 2.2 ulp.
  const ulps = (name: string): Tolerance => (name === 'tanh' ? { ulp: 3 } : TOLERANCE.elementwise);

  describe('functions of one tensor', () => {
    test.each(reference.unary)('$name', (example) =>
      check(example, operation(example.name), ulps(example.name)),
    );
  });
  describe('B1 functions of two tensors, broadcast', () => {
    test.each(reference.binary.map((example) => ({ ...example, shapes: shapes(example) })))(
      '$name $shapes',
      (example) => check(example, operation(example.name), TOLERANCE.elementwise),
    );
  });
  test.each(reference.where.map((example) => ({ ...example, shapes: shapes(example) })))(
    'where $shapes',
    (example) =>
      check(example, (a, b) => where(tensor(example.condition), a as Tensor, b as Tensor), TOLERANCE.exact),
  );
  describe('reductions', () => {
    test.each(reference.reductions)('$name over $axis, keepDims $keepDims', (example) =>
      check(example, (x) => operation(example.name)(x, example.axis, example), TOLERANCE.product),
    );
  });
  describe('matrix products', () => {
    test.each(reference.products.map((example) => ({ ...example, shapes: shapes(example) })))(
      '$shapes, transposed: $transposeA $transposeB',
      (example) => check(example, (a, b) => matMul(a as Tensor, b as Tensor, example), TOLERANCE.product),
    );
  });
  describe('G3 gradients at kinks', () => {
    test.each(reference.kinks)('$name', (example) =>
      check(
        example,
        (...xs) => operation(example.name)(...xs, (example as { axis?: number[] }).axis),
        TOLERANCE.exact,
      ),
    );
  });
  describe('other operations', () => {
    test.each(reference.others)('$name $args', (example) =>
      check(
        example,
        (...xs) => operation(example.name)(...xs, ...((example as { args?: unknown[] }).args ?? [])),
        {
          rtol: 1e-6,
          atol: 1e-7,
        },
      ),
    );
  });
});
