// Two outer products that are added to the same matrix are added in one pass over it: fast weights are changed so, and
// their gradients.
import type { Block } from '../places.ts';
import { writtenBlocks } from '../steps.ts';
import type { Instruction, Step } from '../steps.ts';
import { asProduct, mayAdd, readsSum } from './product.ts';
import type { Product } from './product.ts';
import { isWholeOwn, Uses } from './uses.ts';
import type { Scope } from './uses.ts';

/** Replaces `x' = x + a⊗b; x″ = x' + c⊗d` by one instruction where nothing else reads x'. Bits stay. */
export function pairOuterProducts({ steps, kept }: Scope): Step[] {
  const uses = new Uses(steps, kept);
  const current: (Step | undefined)[] = [...steps];
  steps.forEach((step, at) => {
    const second = outerProduct(step);
    if (second === undefined || !isWholeOwn(second.addend) || readsSum(second)) return;
    const [made, read, ...others] = uses.of(second.addend.block);
    const first = made === at ? undefined : outerProduct(current[made]);
    if (first === undefined || read !== at || others.length > 0 || !isLike(first, second)) return;
    const written = new Set<Block>(steps.slice(made + 1, at).flatMap(writtenBlocks));
    if ([first.a, first.b, first.addend].some(({ block }) => written.has(block))) return;
    current[made] = undefined;
    current[at] = pair(first, second);
  });
  return current.filter((step) => step !== undefined);
}

/** A product of columns and rows that is added to something. */
function outerProduct(step: Step | undefined) {
  const product = asProduct(step);
  if (product === undefined || product.k !== 1 || product.segments !== 1 || !mayAdd(product))
    return undefined;
  const { addend } = product;
  return addend === 0 ? undefined : { ...product, addend };
}

function isLike(one: Product, other: Product): boolean {
  return one.batch === other.batch && one.m === other.m && one.n === other.n;
}

function pair(first: Product, second: Product): Instruction {
  const factors = [first.a, first.b, second.a, second.b];
  const strides = [first.aBatchStride, first.bBatchStride, second.aBatchStride, second.bBatchStride];
  const { batch, m, n, out } = second;
  return {
    kind: 'kernel',
    name: 'outerPair',
    args: [...factors, first.addend, out, batch, m, n, ...strides],
  };
}
