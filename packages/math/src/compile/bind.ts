// Planning: gives every output a block of its own, in place of a donated argument where that is possible.
import { byteSize } from './graph.ts';
import type { Value } from './graph.ts';
import type { Lowered } from './lower.ts';
import type { Block } from './places.ts';
import { mayReplace, replaceBlock } from './replace-block.ts';
import { copy } from './steps.ts';
import type { Step } from './steps.ts';

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
  const lastCopies: Step[] = [];
  let current = [...steps];
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
    current.push(copy(outputs[output], { block: made, offset: 0 }, bytes));
    return made;
  });
  plans.forEach(({ input, block: given }, output) => {
    if (input === undefined || given === undefined) return;
    const own = blocks[output];
    if (mayReplace(current, given, own)) current = replaceBlock(current, own, { block: given, offset: 0 });
    else lastCopies.push(copy({ block: own, offset: 0 }, { block: given, offset: 0 }, own.bytes));
    own.holder = { kind: 'arena' };
    given.holder = { kind: 'donated', input, output };
    blocks[output] = given;
  });
  return { steps: [...current, ...lastCopies], blocks };
}
