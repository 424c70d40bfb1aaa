// Draws as kernels, so that a captured function repeats the drawing and not the numbers.
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { fillOutput } from '../engine/buffers.ts';
import { bernoulliValues, gumbelValues, normalValues, uniformValues } from '../random/distributions.ts';
import { integerValues } from '../random/integers.ts';
import type { Key } from '../random/key.ts';
import { sizeOf } from '../shapes.ts';

interface Draw {
  readonly key: Key;
  readonly shape: number[];
}

const drawing = <A extends Draw>(
  kernelName: string,
  dtype: 'float32' | 'int32' | 'bool',
  draw: (attrs: A, count: number) => Float32Array | Int32Array | Uint8Array,
): KernelConfig => ({
  kernelName,
  backendName: 'cpu',
  kernelFunc: ({ backend, attrs }) => {
    const own = attrs as unknown as A;
    return fillOutput(backend, own.shape, dtype, draw(own, sizeOf(own.shape)));
  },
});

/** Attributes of each: `key`, `shape`, and the options of the function of the host that it is the kernel of. */
export const randomKernels: readonly KernelConfig[] = [
  drawing<Draw & { min: number; max: number }>('RandomUniform', 'float32', ({ key, min, max }, count) =>
    uniformValues(key, count, { min, max }),
  ),
  drawing<Draw & { mean: number; sd: number }>('RandomNormal', 'float32', ({ key, mean, sd }, count) =>
    normalValues(key, count, { mean, sd }),
  ),
  drawing('RandomGumbel', 'float32', ({ key }, count) => gumbelValues(key, count)),
  drawing<Draw & { p: number }>('RandomBernoulli', 'bool', ({ key, p }, count) =>
    bernoulliValues(key, p, count),
  ),
  drawing<Draw & { min: number; max: number }>('RandomIntegers', 'int32', ({ key, min, max }, count) =>
    integerValues(key, count, min, max),
  ),
];
