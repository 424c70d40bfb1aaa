import { matmulScratchBytes } from '@saccade/kernels';
import type { Lower } from '../lowering.ts';

const batchMatMul: Lower = ({ inputs: { a, b }, attrs, outputs: [out] }, lowering) => {
  const transposeA = attrs.transposeA ? 1 : 0;
  const transposeB = attrs.transposeB ? 1 : 0;
  const k = a.shape[a.shape.length - 1 - transposeA];
  const m = out.shape[out.shape.length - 2];
  const n = out.shape[out.shape.length - 1];
  const batch = m * n === 0 ? 0 : out.value.size / (m * n);
  const scratch = lowering.scratch(matmulScratchBytes(m, n, k, transposeA));
  const [left, right, to] = [lowering.place(a), lowering.place(b), lowering.room(out)];
  // One matrix may serve the whole batch.
  const strideA = a.value.size === m * k ? 0 : m * k;
  const strideB = b.value.size === k * n ? 0 : k * n;
  const sizes = [batch, m, n, k, strideA, strideB, transposeA, transposeB];
  lowering.emit('matmul', left, right, 0, to, scratch, ...sizes, 1, 0, 0);
  return true;
};

export const products: Readonly<Record<string, Lower>> = { BatchMatMul: batchMatMul };
