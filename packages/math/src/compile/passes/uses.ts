// Which steps use which blocks.
import type { Block, Place } from '../places.ts';
import { blocksOf } from '../steps.ts';
import type { Step } from '../steps.ts';

/** By block, the numbers of the steps of a list that touch it, in order. Loops count as one step. */
export class Uses {
  readonly #byBlock = new Map<Block, number[]>();

  /** @param kept - blocks that are used after the last step. */
  constructor(steps: readonly Step[], kept: Iterable<Block>) {
    steps.forEach((step, at) => {
      for (const block of new Set(blocksOf(step))) this.#add(block, at);
    });
    for (const block of kept) this.#add(block, steps.length);
  }

  of(block: Block): readonly number[] {
    return this.#byBlock.get(block) ?? [];
  }

  #add(block: Block, at: number): void {
    const uses = this.#byBlock.get(block);
    if (uses === undefined) this.#byBlock.set(block, [at]);
    else uses.push(at);
  }
}

/** Whether a place is all of a block that the program is free to put elsewhere. */
export function isWholeOwn({ block, offset, strides = [] }: Place, bytes = block.bytes): boolean {
  return block.holder.kind === 'arena' && offset === 0 && strides.length === 0 && block.bytes === bytes;
}

/** A list of steps, and the blocks in it that are used elsewhere too. */
export interface Scope {
  readonly steps: readonly Step[];
  readonly kept: ReadonlySet<Block>;
}

/** Does the same to the steps of a list and, before, to those of each loop in it. */
export function inEachScope({ steps, kept }: Scope, pass: (scope: Scope) => Step[]): Step[] {
  const own = steps.map((step, at): Step => {
    if (step.kind !== 'loop') return step;
    const others = steps.flatMap((other, i) => (i === at ? [] : blocksOf(other)));
    // What the first steps of a round read may be what the last ones of the round before have made.
    return { ...step, body: inEachScope({ steps: step.body, kept: new Set([...kept, ...others]) }, pass) };
  });
  return pass({ steps: own, kept });
}
