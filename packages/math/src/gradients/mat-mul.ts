import type { GradientConfig } from '../engine/gradient-registry.ts';
import { matMul } from '../ops/mat-mul.ts';
import type { Tensor } from '../tensor-types.ts';
import { sumToShape } from './sum-to-shape.ts';

/** Products with flags again, never with a transposed copy. */
const product: GradientConfig = {
  kernelName: 'BatchMatMul',
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved, attrs) => {
    const [a, b] = saved;
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    const byA = (): Tensor =>
      transposeA
        ? matMul(b, dy, { transposeA: transposeB, transposeB: true })
        : matMul(dy, b, { transposeB: !transposeB });
    const byB = (): Tensor =>
      transposeB
        ? matMul(dy, a, { transposeA: true, transposeB: transposeA })
        : matMul(a, dy, { transposeA: !transposeA });
    return { a: () => sumToShape(byA(), a.shape), b: () => sumToShape(byB(), b.shape) };
  },
};

export const matMulGradients = [product];
