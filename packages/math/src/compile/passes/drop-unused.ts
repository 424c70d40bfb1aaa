// What nobody reads need not be made.
import type { Block } from '../places.ts';
import { blocksOf, readBlocks, writtenBlocks } from '../steps.ts';
import type { Step } from '../steps.ts';
import type { Scope } from './uses.ts';

/** Without steps that only write to memory of the program that no later step reads. Calls of the host stay. */
export function dropUnused({ steps, kept }: Scope): Step[] {
  return neededSteps(steps, new Set(kept));
}

function neededSteps(steps: readonly Step[], needed: Set<Block>): Step[] {
  const isNeeded = (block: Block): boolean => needed.has(block) || block.holder.kind !== 'arena';
  const backwards = steps.toReversed().flatMap((step): Step[] => {
    if (step.kind === 'loop') {
      // What one round reads, the one before it may have made.
      for (const block of step.body.flatMap(readBlocks)) needed.add(block);
      return [{ ...step, body: neededSteps(step.body, needed) }];
    }
    if (step.kind === 'kernel' && !writtenBlocks(step).some(isNeeded)) return [];
    for (const block of blocksOf(step)) needed.add(block);
    return [step];
  });
  return backwards.reverse();
}
