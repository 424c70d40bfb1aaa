import { runKernel } from '../engine/run-kernel.ts';
import { fail, failShape } from '../errors.ts';
import { arraysEqual, broadcastShapes, formatShape, sizeOf } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireFloat } from './arguments.ts';
import { broadcastTo } from './broadcast-to.ts';
import { reshape } from './reshaping.ts';
import { withTemporaries } from './temporaries.ts';

export interface MatMulOptions {
  /** Whether `a` is given as `[…, K, M]`. Default false. Costs nothing: do not transpose before. */
  readonly transposeA?: boolean;
  /** Whether `b` is given as `[…, N, K]`. Default false. */
  readonly transposeB?: boolean;
}

/**
 * Matrix product over the last two axes: `out[…, m, n] = Σ_k a[…, m, k] · b[…, k, n]`; float32.
 *
 * Leading axes are a batch and broadcast against each other.
 * @param a - `[…, M, K]`, or `[…, K, M]` with `transposeA`.
 * @param b - `[…, K, N]`, or `[…, N, K]` with `transposeB`.
 * @returns `[…, M, N]`, which the caller owns.
 * @throws {@link ShapeError} naming the argument that disagrees.
 */
export function matMul<T extends Tensor = Tensor>(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: MatMulOptions = {},
): T {
  checkFactors(a, b, transposeA, transposeB);
  const attrs = { transposeA, transposeB };
  const batch = commonBatch(a, b);
  if (batch.length === 0) return runKernel<T>('BatchMatMul', { a, b }, attrs);
  if (!transposeA && sizeOf(batchOf(b)) === 1) return overRows<T>(a, b, batch, transposeB);
  return withTemporaries((own) => {
    const spread =
      !arraysEqual(batchOf(a), batchOf(b)) && sizeOf(batchOf(a)) !== 1 && sizeOf(batchOf(b)) !== 1;
    const widen = (x: Tensor): Tensor => (spread ? own(broadcastTo(x, [...batch, ...x.shape.slice(-2)])) : x);
    return runKernel<T>('BatchMatMul', { a: widen(a), b: widen(b) }, attrs);
  });
}

/** One `b` for the whole batch: a single product over all rows of `a`, and so a single one in each gradient. */
function overRows<T extends Tensor>(a: Tensor, b: Tensor, batch: number[], transposeB: boolean): T {
  const [m, k] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  return withTemporaries((own) => {
    const left = own(reshape(a, [sizeOf(batchOf(a)) * m, k]));
    const right = b.shape.length === 2 ? b : own(reshape(b, [rowsB, columnsB]));
    const product = own(runKernel('BatchMatMul', { a: left, b: right }, { transposeA: false, transposeB }));
    return reshape<T>(product, [...batch, m, transposeB ? rowsB : columnsB]);
  });
}

const batchOf = (x: Tensor): number[] => x.shape.slice(0, -2);

function checkFactors(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): void {
  requireFloat('matMul', 'a', a);
  requireFloat('matMul', 'b', b);
  if (a.shape.length < 2) failShape('matMul', 'a', 'of at least 2 axes', a);
  if (b.shape.length < 2) failShape('matMul', 'b', 'of at least 2 axes', b);
  const k = a.shape.at(transposeA ? -2 : -1);
  if (b.shape.at(transposeB ? -1 : -2) === k) return;
  const dots = b.shape.length > 2 ? '…, ' : '';
  failShape('matMul', 'b', transposeB ? `[${dots}N, K=${k}]` : `[${dots}K=${k}, N]`, b);
}

function commonBatch(a: Tensor, b: Tensor): number[] {
  if (a.shape.length === 2 && b.shape.length === 2) return [];
  const batch = broadcastShapes(batchOf(a), batchOf(b));
  if (batch !== undefined) return batch;
  return fail('matMul', 'b', `of a batch that broadcasts with ${formatShape(batchOf(a))}`, b);
}
