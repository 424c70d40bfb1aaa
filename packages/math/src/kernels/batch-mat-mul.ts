// In place of tfjs's: that one is a plain loop for transposes and batches, twenty to fifty times slower, and it keeps what
// it prepared for `b` by b's data alone, so that the same data in two shapes give wrong products.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { matmulScratchBytes } from '@saccade/kernels';
import { makeOutput, pointerOf } from '../engine/buffers.ts';
import { saccadeKernels, scratchPointer } from '../engine/saccade-kernels.ts';
import { broadcastShapes, sizeOf } from '../shapes.ts';

const batchMatMul: KernelConfig = {
  kernelName: 'BatchMatMul',
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const [a, b] = [inputs.a as TensorInfo, inputs.b as TensorInfo];
    const transposeA = attrs?.transposeA ? 1 : 0;
    const transposeB = attrs?.transposeB ? 1 : 0;
    const batch = broadcastShapes(batchOf(a), batchOf(b)) as number[];
    const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
    const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
    const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
    const n = transposeB ? rowsB : columnsB;
    const out = makeOutput(backend, [...batch, m, n], 'float32');
    const scratch = scratchPointer(matmulScratchBytes(m, n, k, transposeA));
    saccadeKernels().matmul(
      pointerOf(backend, a),
      pointerOf(backend, b),
      0,
      pointerOf(backend, out),
      scratch,
      sizeOf(batch),
      m,
      n,
      k,
      sizeOf(batchOf(a)) === 1 ? 0 : m * k,
      sizeOf(batchOf(b)) === 1 ? 0 : k * n,
      transposeA,
      transposeB,
      1,
      0,
      0,
    );
    return out;
  },
};

const batchOf = ({ shape }: TensorInfo): number[] => shape.slice(0, -2);

export const batchMatMulKernels: readonly KernelConfig[] = [batchMatMul];
