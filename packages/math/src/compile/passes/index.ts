// Planning: the same results from fewer instructions and less memory. Each pass keeps all bits.
import type { Lowered } from '../lower.ts';
import type { Block } from '../places.ts';
import type { Step } from '../steps.ts';
import { addProducts } from './add-products.ts';
import { computeParts } from './compute-parts.ts';
import { dropCopies } from './drop-copies.ts';
import { dropUnused } from './drop-unused.ts';
import { fuse } from './fuse.ts';
import { joinVectors } from './join-vectors.ts';
import { narrowProducts } from './narrow-products.ts';
import { packFactors } from './pack-factors.ts';
import { pairOuterProducts } from './pair-outer-products.ts';
import { shareMemory } from './share-memory.ts';
import { stackProducts } from './stack-products.ts';
import { inEachScope } from './uses.ts';

/** The steps with less work. Blocks that hold inputs and outputs stay what they are. */
export function improve(lowered: Lowered): Lowered {
  const kept = new Set([...lowered.inputs, ...lowered.outputs].map(({ block }) => block));
  let steps = dropUnused({ steps: lowered.steps, kept });
  for (const pass of [narrowProducts, dropCopies, addProducts, stackProducts, pairOuterProducts, joinVectors])
    steps = inEachScope({ steps, kept }, pass);
  return { ...lowered, steps: packFactors(steps) };
}

/**
 * The steps with fewer results that lie in memory, and these in place of operands that end there.
 * @param kept - blocks that are used after the last step.
 */
export function settleResults(steps: readonly Step[], kept: ReadonlySet<Block>): Step[] {
  return [computeParts, fuse, shareMemory].reduce(
    (current, pass) => inEachScope({ steps: current, kept }, pass),
    [...steps],
  );
}
