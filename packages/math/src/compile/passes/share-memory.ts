// A result may take the memory of an operand that is not needed any more: it stays in the nearest cache.
import { IN_PLACE } from '../in-place.ts';
import type { Block, Place } from '../places.ts';
import { mapPlaces } from '../steps.ts';
import type { Instruction, Step } from '../steps.ts';
import { isWholeOwn, Uses } from './uses.ts';
import type { Scope } from './uses.ts';

/** Lets instructions that may write where they read do so. */
export function shareMemory({ steps, kept }: Scope): Step[] {
  const uses = new Uses(steps, kept);
  const homes = new Map<Block, Block>();
  /** The step that uses a shared piece of memory last. */
  const ends = new Map<Block, number>();
  const end = (block: Block): number => ends.get(block) ?? uses.of(block)[uses.of(block).length - 1];
  steps.forEach((step, at) => {
    if (step.kind !== 'kernel') return;
    const shared = sharedOperand(step, ({ block }) => end(homes.get(block) ?? block) === at);
    if (shared === undefined || kept.has(shared.out) || uses.of(shared.out)[0] !== at) return;
    const home = homes.get(shared.operand) ?? shared.operand;
    ends.set(home, end(shared.out));
    homes.set(shared.out, home);
  });
  return mapPlaces(steps, (place) => ({ ...place, block: homes.get(place.block) ?? place.block }));
}

/** An operand that ends with the step, and the result that may lie there. */
function sharedOperand(
  { name, args }: Instruction,
  isLastUse: (place: Place) => boolean,
): { readonly operand: Block; readonly out: Block } | undefined {
  const rule = IN_PLACE[name];
  const out = rule === undefined ? 0 : args[rule.out];
  if (rule === undefined || typeof out === 'number' || !isWholeOwn(out)) return undefined;
  for (const i of rule.inputs(args)) {
    const operand = args[i];
    if (typeof operand === 'number' || operand.block === out.block) continue;
    const others = args.filter((_, other) => other !== i && !rule.inputs(args).includes(other));
    const isElsewhere = others.some((arg) => typeof arg !== 'number' && arg.block === operand.block);
    if (isWholeOwn(operand, out.block.bytes) && !isElsewhere && isLastUse(operand))
      return { operand: operand.block, out: out.block };
  }
  return undefined;
}
