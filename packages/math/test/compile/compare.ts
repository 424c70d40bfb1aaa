import { expect } from 'vitest';
import { compile, values } from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';

const numbers = (tensors: readonly Tensor[]): number[][] => tensors.map((each) => [...values(each)]);

/** Compares three calls of the compiled function with the function itself, bit for bit. Returns what `explain` says. */
export function compare<const A extends readonly unknown[]>(
  f: (...args: A) => Tensor[],
  args: (call: number) => A,
): string {
  const compiled = compile(f);
  for (let call = 0; call < 3; call++) {
    const given = args(call);
    expect(numbers(compiled(...given))).toEqual(numbers(f(...given)));
  }
  const text = compiled.explain();
  compiled.dispose();
  return text;
}
