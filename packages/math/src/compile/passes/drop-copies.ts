// A copy of all of something is not needed where neither changes any more.
import { collapse } from '../boxes.ts';
import type { Block, Place } from '../places.ts';
import { mapPlaces, named, writtenBlocks } from '../steps.ts';
import type { Step } from '../steps.ts';
import { isWholeOwn, Uses } from './uses.ts';
import type { Scope } from './uses.ts';

/** Lets those who read a copy read what was copied. */
export function dropCopies({ steps, kept }: Scope): Step[] {
  const uses = new Uses(steps, kept);
  const originals = new Map<Block, Block>();
  const left = steps.filter((step, at) => {
    const copy = wholeCopy(step);
    if (copy === undefined || kept.has(copy.to)) return true;
    if (uses.of(copy.to)[0] !== at) return true;
    const later = steps.slice(at + 1).flatMap(writtenBlocks);
    if (later.includes(copy.from) || later.includes(copy.to)) return true;
    originals.set(copy.to, originals.get(copy.from) ?? copy.from);
    return false;
  });
  return mapPlaces(left, (place) => {
    const original = originals.get(place.block);
    return original === undefined ? place : { ...place, block: original };
  });
}

/** The blocks of a step that copies all of one block to all of another. */
function wholeCopy(step: Step): { readonly from: Block; readonly to: Block } | undefined {
  if (step.kind !== 'kernel' || step.name !== 'copyStrided') return undefined;
  const { from, out, d0, d1, d2, d3, ...own } = named(step) as Record<string, number> &
    Record<'from' | 'out', Place>;
  const box = {
    lengths: [d0, d1, d2, d3],
    steps: ['f', 'o'].map((side) => [0, 1, 2, 3].map((i) => own[side + i])),
  };
  const { lengths, steps } = collapse(box);
  const isDense = lengths.length <= 1 && steps.every(([step = 1]) => step === 1);
  const bytes = 4 * d0 * d1 * d2 * d3;
  return isDense && isWholeOwn(from, bytes) && isWholeOwn(out, bytes)
    ? { from: from.block, to: out.block }
    : undefined;
}
