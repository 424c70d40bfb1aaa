// Planning: gives every output a block of its own, in place of a donated argument where that is possible.
import { byteSize } from './graph.ts';
import type { Value } from './graph.ts';
import type { Lowered } from './lower.ts';
import { IN_PLACE } from './in-place.ts';
import type { Block, Place } from './places.ts';
import { blocksOf } from './steps.ts';
import type { Instruction, Step } from './steps.ts';

/** An output, and the number and block of the donated argument that it may take over. */
export interface OutputPlan {
  readonly value: Value;
  readonly input: number | undefined;
  readonly block: Block | undefined;
}

/** Steps with an own block for each output. */
export interface Bound {
  readonly steps: readonly Step[];
  /** By output. */
  readonly blocks: readonly Block[];
}

/** Binds outputs to blocks; what lies elsewhere is copied at the end. */
export function bindOutputs({ steps, outputs }: Lowered, plans: readonly OutputPlan[]): Bound {
  const taken = new Set<Block>();
  const copies: Step[] = [];
  const lastCopies: Step[] = [];
  let current = steps;
  const blocks = plans.map(({ value }, output): Block => {
    const { block, offset } = outputs[output];
    const bytes = byteSize(value);
    const isOwn = block.holder.kind === 'arena' && offset === 0 && block.bytes === bytes && !taken.has(block);
    if (isOwn) {
      taken.add(block);
      block.holder = { kind: 'output', output };
      return block;
    }
    const made: Block = { bytes, holder: { kind: 'output', output } };
    copies.push(copy(outputs[output], { block: made, offset: 0 }, bytes));
    return made;
  });
  plans.forEach(({ input, block: given }, output) => {
    if (input === undefined || given === undefined) return;
    const own = blocks[output];
    const all = [...current, ...copies];
    if (mayReplace(all, given, own)) current = current.map((step) => moved(step, own, given));
    else lastCopies.push(copy({ block: own, offset: 0 }, { block: given, offset: 0 }, own.bytes));
    own.holder = { kind: 'arena' };
    given.holder = { kind: 'donated', input, output };
    blocks[output] = given;
  });
  return { steps: [...current, ...copies, ...lastCopies], blocks };
}

/** Whether `made` may be written where `given` lies: nothing reads that any more, save the writer, element by element. */
function mayReplace(steps: readonly Step[], given: Block, made: Block): boolean {
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

function moved(step: Step, from: Block, to: Block): Step {
  const move = (place: Place): Place => (place.block === from ? { ...place, block: to } : place);
  if (step.kind === 'host')
    return { ...step, inputs: step.inputs.map(move), outputs: step.outputs.map(move) };
  return { ...step, args: step.args.map((arg) => (typeof arg === 'number' ? arg : move(arg))) };
}

function copy(from: Place, to: Place, bytes: number): Step {
  return { kind: 'kernel', name: 'copyBytes', args: [from, to, bytes] };
}
