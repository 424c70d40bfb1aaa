// Products of the same matrix by two vectors go through the matrix once: a fast weight is asked for what it holds under
// one key before it changes, and under a query after.
import { isSamePlace } from '../places.ts';
import type { Block, Place } from '../places.ts';
import { readBlocks, writtenBlocks } from '../steps.ts';
import type { Instruction, Step } from '../steps.ts';
import { asProduct } from './product.ts';
import type { Scope } from './uses.ts';

/** How many steps may lie between the two. Some limit keeps planning linear. */
const REACH = 24;

/** A product of a matrix `[m, k]`, or `[k, m]` transposed, and a vector `[k]`, for each of a batch. */
interface MatrixVector {
  readonly matrix: Place;
  readonly vector: Place;
  readonly out: Place;
  readonly batch: number;
  readonly m: number;
  readonly k: number;
  readonly transpose: number;
  readonly matrixStride: number;
  readonly vectorStride: number;
}

/** Makes the second product of two along with the first, where nothing in between forbids it. Bits stay. */
export function joinVectors({ steps }: Scope): Step[] {
  const current: (Step | undefined)[] = [...steps];
  const waiting = new Map<Block, { readonly at: number; readonly product: MatrixVector }>();
  steps.forEach((step, at) => {
    const product = matrixTimesVector(step);
    if (product === undefined) return;
    const { block } = product.matrix;
    const first = waiting.get(block);
    const joins =
      first !== undefined &&
      at - first.at <= REACH &&
      isLike(first.product, product) &&
      mayComeEarlier(step, steps.slice(first.at, at));
    if (!joins) {
      waiting.set(block, { at, product });
      return;
    }
    waiting.delete(block);
    current[first.at] = both(first.product, product);
    current[at] = undefined;
  });
  return current.filter((step) => step !== undefined);
}

/** The product of a matrix and a vector that a step makes, if the kernel can make it together with another. */
function matrixTimesVector(step: Step): MatrixVector | undefined {
  const product = asProduct(step);
  if (product === undefined || product.segments > 1 || product.addend !== 0) return undefined;
  const { a, b, out, batch, m, n, k, aBatchStride, bBatchStride } = product;
  if (n === 1 && m >= 8) {
    const [matrixStride, vectorStride] = [aBatchStride, bBatchStride];
    return {
      matrix: a,
      vector: b,
      out,
      batch,
      m,
      k,
      transpose: product.transposeA,
      matrixStride,
      vectorStride,
    };
  }
  if (m === 1 && n >= 8) {
    const [matrixStride, vectorStride] = [bBatchStride, aBatchStride];
    const transpose = 1 - product.transposeB;
    return { matrix: b, vector: a, out, batch, m: n, k, transpose, matrixStride, vectorStride };
  }
  return undefined;
}

/** Whether two products have the same matrices. */
function isLike(one: MatrixVector, other: MatrixVector): boolean {
  const sizes = ['batch', 'm', 'k', 'transpose', 'matrixStride'] as const;
  return isSamePlace(one.matrix, other.matrix) && sizes.every((size) => one[size] === other[size]);
}

/** Whether a step can be made before others. */
function mayComeEarlier(step: Step, others: readonly Step[]): boolean {
  const [read, written] = [readBlocks(step), writtenBlocks(step)];
  return others.every((other) => {
    const [reads, writes] = [readBlocks(other), writtenBlocks(other)];
    const isReady = !read.some((block) => writes.includes(block));
    return isReady && !written.some((block) => reads.includes(block) || writes.includes(block));
  });
}

function both(first: MatrixVector, second: MatrixVector): Instruction {
  const { matrix, batch, m, k, transpose, matrixStride } = first;
  const places = [matrix, first.vector, second.vector, first.out, second.out];
  const strides = [matrixStride, first.vectorStride, second.vectorStride];
  return { kind: 'kernel', name: 'twoVectors', args: [...places, batch, m, k, transpose, ...strides] };
}
