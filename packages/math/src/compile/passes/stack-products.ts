// Products that are added up one after the other become one product of stacked factors: the gradient of a weight is the
// sum of a product for each time step.
import { matmulScratchBytes } from '@saccade/kernels';
import type { Flag } from '@saccade/kernels';
import type { Block } from '../places.ts';
import { mapPlaces, writtenBlocks } from '../steps.ts';
import type { Step } from '../steps.ts';
import { asProduct, mayAdd, multiply, readsSum } from './product.ts';
import type { Product } from './product.ts';
import { Stacks } from './stacks.ts';
import type { Matrices } from './stacks.ts';
import { isWholeOwn, Uses } from './uses.ts';
import type { Scope } from './uses.ts';

/** A product, and the number of its step. */
interface Link {
  readonly at: number;
  readonly product: Product;
}

/** Makes products of which each is the addend of the next one product of several segments. Bits stay. */
export function stackProducts({ steps, kept }: Scope): Step[] {
  const stacks = new Stacks(kept);
  const current: (Step | undefined)[] = [...steps];
  for (const chain of chainsOf(steps, new Uses(steps, kept))) {
    for (const group of groupsOf(chain, stacks)) {
      for (const { at } of group) current[at] = undefined;
      current[group[group.length - 1].at] = multiply(stackedProduct(group, stacks));
    }
  }
  return mapPlaces(
    current.filter((step) => step !== undefined),
    (place) => stacks.where(place),
  );
}

/** Products of the same sizes, each the addend of the next and nothing else. */
function chainsOf(steps: readonly Step[], uses: Uses): Link[][] {
  const lastWrites = new Map<Block, number>();
  steps.forEach((step, at) => {
    for (const block of writtenBlocks(step)) lastWrites.set(block, at);
  });
  const chains = new Map<number, Link[]>();
  steps.forEach((step, at) => {
    const product = asProduct(step);
    if (product === undefined || product.segments > 1 || !mayAdd(product)) return;
    const { a, b, addend } = product;
    // They are read later than before.
    const read = addend === 0 ? [a, b] : [a, b, addend];
    if (read.some(({ block }) => (lastWrites.get(block) ?? -1) >= at)) return;
    const before = addend === 0 || !isWholeOwn(addend) || readsSum(product) ? [] : uses.of(addend.block);
    const chain = before.length === 2 && before[1] === at ? chains.get(before[0]) : undefined;
    if (chain === undefined || !isLike(chain[0].product, product)) {
      chains.set(at, [{ at, product }]);
      return;
    }
    chains.delete(before[0]);
    chains.set(at, [...chain, { at, product }]);
  });
  return [...chains.values()];
}

const SIZES = ['batch', 'm', 'n', 'k', 'aBatchStride', 'bBatchStride', 'transposeA', 'transposeB'] as const;

function isLike(one: Product, other: Product): boolean {
  return SIZES.every((size) => one[size] === other[size]);
}

/**
 * Parts of a chain, as long as possible, whose factors can be stacked; those of one product are left out. Each is to be
 * stacked before the next is asked for, which may share matrices with it.
 */
function* groupsOf(chain: readonly Link[], stacks: Stacks): Generator<Link[]> {
  let group: Link[] = [];
  for (const link of chain) {
    if (!canStack([...group, link], stacks)) {
      if (group.length > 1) yield group;
      group = [];
    }
    group.push(link);
  }
  if (group.length > 1) yield group;
}

function canStack(group: readonly Link[], stacks: Stacks): boolean {
  const { a, b } = factorsOf(group);
  return stacks.canStack(a, b);
}

/** The factors of a group of products of the same sizes. */
function factorsOf(group: readonly Link[]): { readonly a: Matrices; readonly b: Matrices } {
  const { batch, m, n, k, aBatchStride, bBatchStride } = group[0].product;
  return {
    a: { places: group.map(({ product }) => product.a), bytes: 4 * ((batch - 1) * aBatchStride + m * k) },
    b: { places: group.map(({ product }) => product.b), bytes: 4 * ((batch - 1) * bBatchStride + k * n) },
  };
}

function stackedProduct(group: readonly Link[], stacks: Stacks): Product {
  const [first, last] = [group[0].product, group[group.length - 1].product];
  const { m, n, k, transposeA } = first;
  const { a, b } = factorsOf(group);
  const [aDistance, bDistance] = [stacks.stack(a), stacks.stack(b)];
  const bytes = matmulScratchBytes(m, n, k, transposeA as Flag, group.length);
  return {
    ...first,
    out: last.out,
    scratch: { block: { bytes, holder: { kind: 'arena' } }, offset: 0 },
    segments: group.length,
    aSegmentStride: aDistance / 4,
    bSegmentStride: bDistance / 4,
  };
}
