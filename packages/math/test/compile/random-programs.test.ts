import { fc, test as property } from '@fast-check/vitest';
import { beforeAll, expect } from 'vitest';
import {
  add,
  compile,
  dispose,
  foldIn,
  grad,
  key,
  mean,
  reshape,
  start,
  tidy,
  values,
} from '../../src/index.ts';
import type { CompileOptions, Key, Tensor } from '../../src/index.ts';
import { PRODUCTS, shapeOfFactor } from './random-products.ts';
import { randomProgram } from './random-programs.ts';

beforeAll(async () => {
  await start();
});

const numbers = (tensors: readonly Tensor[]): (readonly [number[], number[]])[] =>
  tensors.map((tensor) => [tensor.shape, [...values(tensor)]]);

/** Calls a compiled function three times, and the eager one with the same arguments. */
function compare(
  f: (inputs: readonly Tensor[], k: Key) => Tensor[],
  inputs: (call: number) => Tensor[],
  options: CompileOptions = {},
): void {
  const compiled = compile(f, options);
  for (let call = 0; call < 3; call++) {
    const given = inputs(call);
    const results = tidy(() => f(given, key(call)));
    const expected = numbers(results);
    const got = compiled(given, key(call));
    expect(numbers(got), compiled.explain()).toEqual(expected);
    dispose([given, results, got]);
  }
  expect(compiled.explain()).toContain(' and 0 calls of the host');
  compiled.dispose();
}

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** How many programs to compare, and which: see "Bits" in COMPILE.md for a long run. */
const { RANDOM_PROGRAMS = '3000', RANDOM_SEED = '1991' } = process.env;

/** A sixth of all is a share. */
const runs = (shares: number, offset: number) => ({
  seed: Number(RANDOM_SEED) + offset,
  numRuns: Math.ceil((shares * Number(RANDOM_PROGRAMS)) / 6),
});
/** A program takes about 4 ms. */
const timeout = Math.max(60_000, 40 * Number(RANDOM_PROGRAMS));

property.prop([seed], runs(3, 0))(
  'L2 a compiled program gives the bits of the eager one',
  (n) => {
    const { f, inputs } = randomProgram(n);
    compare(f, inputs);
  },
  timeout,
);

property.prop([seed], runs(1, 1))(
  'so do gradients',
  (n) => {
    const { f, inputs } = randomProgram(n);
    const loss = (given: readonly Tensor[], k: Key): Tensor =>
      f(given, k)
        .map((output) => mean(reshape(output, [-1])))
        .reduce((a, b) => add(a, b));
    compare((given, k) => [...grad(loss)(given, k)], inputs);
  },
  timeout,
);

property.prop([seed], runs(1, 2))(
  'so do updates in place',
  (n) => {
    const { f, inputs } = randomProgram(n);
    compare((given, k) => [...f(given, k), ...given.slice(1), ...f(given, foldIn(k, 1))], inputs, {
      donate: [0],
    });
  },
  timeout,
);

property.prop([seed], runs(1, 3))(
  'so do products of a few matrices, added up, cut and multiplied again',
  (n) => {
    const { f, inputs } = randomProgram(n, PRODUCTS, shapeOfFactor);
    compare(f, inputs);
  },
  timeout,
);
