import { matmulScratchBytes } from '@saccade/kernels';
import { sizeOf } from '../../shapes.ts';
import type { Lower } from './index.ts';

const batchMatMul: Lower = ({ inputs: { a, b }, attrs, outputs: [out] }, lowering) => {
  const [transposeA, transposeB] = [attrs.transposeA ? 1 : 0, attrs.transposeB ? 1 : 0] as const;
  const [m, n] = out.shape.slice(-2);
  const k = a.shape.at(transposeA ? -2 : -1) as number;
  const stride = (shape: readonly number[], size: number): number =>
    sizeOf(shape.slice(0, -2)) === 1 ? 0 : size;
  lowering.emit(
    'matmul',
    lowering.place(a),
    lowering.place(b),
    0,
    lowering.room(out),
    lowering.scratch(matmulScratchBytes(m, n, k, transposeA)),
    ...[sizeOf(out.shape.slice(0, -2)), m, n, k],
    ...[stride(a.shape, m * k), stride(b.shape, k * n), transposeA, transposeB, 1, 0, 0],
  );
  return true;
};

export const products: Readonly<Record<string, Lower>> = { BatchMatMul: batchMatMul };
