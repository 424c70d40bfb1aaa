// Letting a result lie where something else lies already, so that it need not be copied there.
import { IN_PLACE } from './in-place.ts';
import type { Block, Place, Stride } from './places.ts';
import { blocksOf, mapPlaces } from './steps.ts';
import type { Instruction, Step } from './steps.ts';

/** Whether `made` may be written where `given` lies: nothing reads that any more, save the writer, element by element. */
export function mayReplace(steps: readonly Step[], given: Block, made: Block): boolean {
  const uses = (block: Block) => (step: Step) => blocksOf(step).includes(block);
  const lastRead = steps.findLastIndex(uses(given));
  const firstWrite = steps.findIndex(uses(made));
  if (lastRead < firstWrite) return true;
  const step = steps[firstWrite];
  return lastRead === firstWrite && step.kind === 'kernel' && alignedWith(step, given, made);
}

function alignedWith({ name, args }: Instruction, given: Block, made: Block): boolean {
  const rule = IN_PLACE[name];
  if (rule === undefined) return false;
  const at = (block: Block): number[] => args.flatMap((arg, i) => (isPlaceIn(arg, block) ? [i] : []));
  const [inputs, outs] = [at(given), at(made)];
  const whole = [...inputs, ...outs].every((i) => (args[i] as Place).offset === 0);
  return (
    whole && outs.length === 1 && outs[0] === rule.out && inputs.every((i) => rule.inputs(args).includes(i))
  );
}

function isPlaceIn(arg: number | Place, block: Block): boolean {
  return typeof arg !== 'number' && arg.block === block;
}

/** The same steps with another place for a block. */
export function replaceBlock(steps: readonly Step[], from: Block, to: Place): Step[] {
  return mapPlaces(steps, (place) =>
    place.block === from
      ? { block: to.block, offset: to.offset + place.offset, strides: joinStrides(place, to) }
      : place,
  );
}

function joinStrides(a: Place, b: Place): readonly Stride[] | undefined {
  return a.strides === undefined && b.strides === undefined
    ? undefined
    : [...(a.strides ?? []), ...(b.strides ?? [])];
}
