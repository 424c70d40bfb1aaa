// A product that is only added to something is added by the product itself. Sums of gradients over time are made so.
import { BINARY_CODES } from '@saccade/kernels';
import type { Place } from '../places.ts';
import { writtenBlocks } from '../steps.ts';
import type { Step } from '../steps.ts';
import { asProduct, mayAdd, multiply } from './product.ts';
import type { Product } from './product.ts';
import { isWholeOwn, Uses } from './uses.ts';
import type { Scope } from './uses.ts';

/** Replaces `product = a·b; sum = x + product` by `sum = x + a·b` in one instruction. Bits stay. */
export function addProducts({ steps, kept }: Scope): Step[] {
  const current = [...steps];
  const uses = new Uses(steps, kept);
  const dropped = new Set<number>();
  steps.forEach((step, at) => {
    const found = addedProduct(current, step, at, uses);
    if (found === undefined) return;
    dropped.add(found.at);
    current[at] = multiply(found.product);
  });
  return current.filter((_, at) => !dropped.has(at));
}

/** The product that is an operand of the sum, with the other operand as its addend, and the number of its step. */
function addedProduct(
  steps: readonly Step[],
  step: Step,
  at: number,
  uses: Uses,
): { readonly product: Product; readonly at: number } | undefined {
  if (step.kind !== 'kernel' || step.name !== 'binary' || step.args[0] !== BINARY_CODES.add) return undefined;
  const [left, right, out] = step.args.slice(1, 4) as [Place, Place, Place];
  for (const [addend, term] of [
    [left, right],
    [right, left],
  ] as const) {
    const [made, ...others] = uses.of(term.block);
    const product = asProduct(steps[made]);
    const isOnlyTerm = others.join() === String(at) && addend.block !== term.block;
    if (product === undefined || !isOnlyTerm) continue;
    const isPlain = product.addend === 0 && product.segments === 1 && mayAdd(product);
    if (!isPlain || product.out.block !== term.block || !isWholeOwn(term)) continue;
    if (factorsStay(product, steps.slice(made + 1, at)))
      return { product: { ...product, addend, out }, at: made };
  }
  return undefined;
}

/** Whether the factors are as they were when the product was made: in a loop, a new carry may lie where the last one was. */
function factorsStay({ a, b }: Product, between: readonly Step[]): boolean {
  const written = between.flatMap(writtenBlocks);
  return !written.includes(a.block) && !written.includes(b.block);
}
