// Small tensors for tests.
import { tensor } from '../src/index.ts';
import type { Tensor } from '../src/index.ts';

/** Numbers between −1 and 1 without a pattern. */
export function example(shape: readonly number[], seed = 1): Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const at = (i: number): number => (((i + seed) * (i + 17) * 7919) % 2003) / 1001.5 - 1;
  return tensor(
    Float32Array.from({ length: size }, (_, i) => at(i)),
    shape,
  );
}

export function integers(values: readonly number[]): Tensor {
  return tensor(Int32Array.from(values));
}

export function flags(values: readonly boolean[], shape: readonly number[]): Tensor {
  return tensor(values, shape, 'bool');
}
