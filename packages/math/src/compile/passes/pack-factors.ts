// Products by the same factor, such as a weight at each time step, share one copy of it that is laid out for the kernel.
import { packedFactorBytes } from '@saccade/kernels';
import { isSamePlace } from '../places.ts';
import type { Block, Place } from '../places.ts';
import { writtenBlocks } from '../steps.ts';
import type { Instruction, Step } from '../steps.ts';
import { asProduct, multiply } from './product.ts';
import type { Product } from './product.ts';

/** A factor, and the steps in which products use it. */
interface Factor {
  readonly product: Product;
  readonly at: number[];
  /** How many products there are, all rounds of loops counted. */
  uses: number;
}

/** Packs second factors that are used more than once, outside of the loops in which they stay the same. Bits stay. */
export function packFactors(steps: readonly Step[]): Step[] {
  const before = new Map<number, Instruction[]>();
  let current = [...steps];
  for (const { product, at, uses } of factorsOf(steps)) {
    const [first, last] = [at[0], at[at.length - 1]];
    const changes = steps
      .slice(first + 1, last + 1)
      .some((step) => writtenBlocks(step).includes(product.b.block));
    if (uses < 2 || changes) continue;
    const packed = packedPlace(product);
    before.set(first, [...(before.get(first) ?? []), pack(product, packed)]);
    current = current.map((step, i) => (at.includes(i) ? usePacked(step, product, packed) : step));
  }
  return current.flatMap((step, i) => [
    ...(before.get(i) ?? []),
    step.kind === 'loop' ? { ...step, body: packFactors(step.body) } : step,
  ]);
}

/** The factors of the products in some steps. */
function factorsOf(steps: readonly Step[]): Factor[] {
  const byBlock = new Map<Block, Factor[]>();
  steps.forEach((step, at) => {
    for (const { product, uses } of productsIn(step)) {
      const { block } = product.b;
      const factors = byBlock.get(block) ?? [];
      byBlock.set(block, factors);
      let factor = factors.find((known) => isSameFactor(known.product, product));
      if (factor === undefined) factors.push((factor = { product, at: [], uses: 0 }));
      if (!factor.at.includes(at)) factor.at.push(at);
      factor.uses += uses;
    }
  });
  return [...byBlock.values()].flat();
}

/** Products of a step whose second factor can be packed before it, and how often each is made. */
function productsIn(step: Step): { readonly product: Product; readonly uses: number }[] {
  if (step.kind === 'loop') {
    const written = new Set(writtenBlocks(step));
    return step.body
      .flatMap(productsIn)
      .filter(({ product: { b } }) => !written.has(b.block) && b.strides === undefined)
      .map(({ product, uses }) => ({ product, uses: uses * step.rounds.count }));
  }
  const product = asProduct(step);
  return product === undefined || !mayPack(product) ? [] : [{ product, uses: product.batch }];
}

/** What the kernel asks of products by packed factors. */
function mayPack({ m, n, k, batch, segments, bBatchStride, transposeB }: Product): boolean {
  const isShared = batch === 1 || bBatchStride === 0;
  return isShared && m >= 4 && n >= 2 && k >= 2 && segments === 1 && transposeB !== PACKED;
}

/** A `transposeB` of `matmul`. */
const PACKED = 2;

function isSameFactor(one: Product, other: Product): boolean {
  const isLaidAlike = one.n === other.n && one.k === other.k && one.transposeB === other.transposeB;
  return isLaidAlike && isSamePlace(one.b, other.b);
}

function packedPlace({ n, k }: Product): Place {
  return { block: { bytes: packedFactorBytes(n, k), holder: { kind: 'arena' } }, offset: 0 };
}

function pack({ b, n, k, transposeB }: Product, out: Place): Instruction {
  return { kind: 'kernel', name: 'packFactor', args: [b, out, n, k, transposeB] };
}

function usePacked(step: Step, factor: Product, b: Place): Step {
  if (step.kind === 'loop') return { ...step, body: step.body.map((inner) => usePacked(inner, factor, b)) };
  const product = asProduct(step);
  if (product === undefined || !mayPack(product) || !isSameFactor(product, factor)) return step;
  return multiply({ ...product, b, bBatchStride: 0, transposeB: PACKED });
}
