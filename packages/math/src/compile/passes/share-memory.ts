// A result may take the memory of an operand that is not needed any more: it stays in the nearest cache.
import { IN_PLACE } from '../in-place.ts';
import type { Block, Place } from '../places.ts';
import { inputPlaces, mapPlaces, outputPlaces } from '../steps.ts';
import type { Fused, Instruction, Step } from '../steps.ts';
import { isWholeOwn, Uses } from './uses.ts';
import type { Scope } from './uses.ts';

/** Lets steps that may write where they read do so. */
export function shareMemory({ steps, kept }: Scope): Step[] {
  const uses = new Uses(steps, kept);
  const homes = new Map<Block, Block>();
  /** The step that uses a shared piece of memory last. */
  const ends = new Map<Block, number>();
  const end = (block: Block): number => ends.get(block) ?? uses.of(block)[uses.of(block).length - 1];
  steps.forEach((step, at) => {
    for (const { operand, out } of sharings(step)) {
      const home = homes.get(operand) ?? operand;
      const isFree = !homes.has(out) && !kept.has(out) && uses.of(out)[0] === at;
      if (!isFree || end(home) !== at) continue;
      ends.set(home, end(out));
      homes.set(out, home);
    }
  });
  return mapPlaces(steps, (place) => ({ ...place, block: homes.get(place.block) ?? place.block }));
}

/** An operand of a step, and a result that may lie in its place, both blocks as a whole. */
interface Sharing {
  readonly operand: Block;
  readonly out: Block;
}

function sharings(step: Step): Sharing[] {
  if (step.kind === 'kernel') return sharingsOfKernel(step);
  return step.kind === 'fused' ? sharingsOfLoop(step) : [];
}

function sharingsOfKernel({ name, args }: Instruction): Sharing[] {
  const rule = IN_PLACE[name];
  const out = rule === undefined ? 0 : args[rule.out];
  if (rule === undefined || typeof out === 'number') return [];
  const inputs = rule.inputs(args);
  return inputs.flatMap((i) => {
    const operand = args[i];
    if (typeof operand === 'number') return [];
    const others = args.filter((_, other) => other !== i && !inputs.includes(other));
    const isElsewhere = others.some((arg) => typeof arg !== 'number' && arg.block === operand.block);
    return isElsewhere ? [] : sharing(operand, out);
  });
}

/** Of a fused loop, results and operands that lie alike. */
function sharingsOfLoop(step: Fused): Sharing[] {
  const { inputs, outputs } = step.loop;
  const operands = inputPlaces(step);
  return outputPlaces(step).flatMap((out, o) =>
    operands.flatMap((operand, i) => {
      const isAlike = inputs[i].column === 1 && inputs[i].row === outputs[o].row;
      const isOnce = step.places.filter(({ block }) => block === operand.block).length === 1;
      return isAlike && isOnce ? sharing(operand, out) : [];
    }),
  );
}

function sharing(operand: Place, out: Place): Sharing[] {
  const { bytes } = out.block;
  const isWhole = operand.block !== out.block && isWholeOwn(out) && isWholeOwn(operand, bytes);
  return isWhole ? [{ operand: operand.block, out: out.block }] : [];
}
