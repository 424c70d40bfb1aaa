import { fc, test as property } from '@fast-check/vitest';
import { beforeAll, expect } from 'vitest';
import { add, compile, dispose, grad, key, mean, reshape, start, tidy, values } from '../../src/index.ts';
import type { Key, Tensor } from '../../src/index.ts';
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
): void {
  const compiled = compile(f);
  for (let call = 0; call < 3; call++) {
    const given = inputs(call);
    const expected = tidy(() => f(given, key(call)));
    const got = compiled(given, key(call));
    expect(numbers(got), compiled.explain()).toEqual(numbers(expected));
    dispose([given, expected, got]);
  }
  compiled.dispose();
}

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

property.prop([seed], { seed: 1991, numRuns: 1500 })(
  'a compiled program gives the bits of the eager one',
  (n) => {
    const { f, inputs } = randomProgram(n);
    compare(f, inputs);
  },
);

property.prop([seed], { seed: 1992, numRuns: 500 })('so do gradients', (n) => {
  const { f, inputs } = randomProgram(n);
  const loss = (given: readonly Tensor[], k: Key): Tensor =>
    f(given, k)
      .map((output) => mean(reshape(output, [-1])))
      .reduce((a, b) => add(a, b));
  compare((given, k) => [...grad(loss)(given, k)], inputs);
});
