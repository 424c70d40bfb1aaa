// Products of the same matrix by two vectors go through the matrix once: a fast weight is asked for what it holds under
// one key before it changes, and under a query after.
import { isSamePlace } from '../places.ts';
import type { Block } from '../places.ts';
import { readBlocks, writtenBlocks } from '../steps.ts';
import type { Instruction, Step } from '../steps.ts';
import { asProduct } from './product.ts';
import type { Product } from './product.ts';
import type { Scope } from './uses.ts';

/** How many steps may lie between the two. Some limit keeps planning linear. */
const REACH = 24;

/** Makes the second product of two along with the first, where nothing in between forbids it. Bits stay. */
export function joinVectors({ steps }: Scope): Step[] {
  const current: (Step | undefined)[] = [...steps];
  const waiting = new Map<Block, { readonly at: number; readonly product: Product }>();
  steps.forEach((step, at) => {
    const product = matrixTimesVector(step);
    if (product === undefined) return;
    const { block } = product.a;
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

/** A product of a matrix and a vector, of which the kernel can make two. */
function matrixTimesVector(step: Step): Product | undefined {
  const product = asProduct(step);
  if (product === undefined) return undefined;
  const { m, n, transposeA, segments, addend } = product;
  return n === 1 && m >= 8 && transposeA === 0 && segments === 1 && addend === 0 ? product : undefined;
}

/** Whether two products have the same matrices. */
function isLike(one: Product, other: Product): boolean {
  const sizes = ['batch', 'm', 'k', 'aBatchStride'] as const;
  return isSamePlace(one.a, other.a) && sizes.every((size) => one[size] === other[size]);
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

function both(first: Product, second: Product): Instruction {
  const { a, batch, m, k, aBatchStride } = first;
  const places = [a, first.b, second.b, first.out, second.out];
  const strides = [aBatchStride, first.bBatchStride, second.bBatchStride];
  return { kind: 'kernel', name: 'twoVectors', args: [...places, batch, m, k, ...strides] };
}
