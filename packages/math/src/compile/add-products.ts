// Planning: a product that is only added to a sum is added by the product itself. Sums of gradients over time are made so.
import { BINARY_CODES } from '@saccade/kernels';
import type { Block, Place } from './places.ts';
import { replaceBlock } from './replace-block.ts';
import { blocksOf, writes } from './steps.ts';
import type { Instruction, Step } from './steps.ts';

/** Numbers of the arguments of `matmul`. */
const [OUT, M, N, K, ACCUMULATE] = [2, 5, 6, 7, 12];

/** Replaces `product = a·b; sum' = sum + product` by `sum += a·b` where nothing else wants product or sum. Bits stay. */
export function addProducts(steps: readonly Step[]): Step[] {
  let current: Step[] = steps.map((step) =>
    step.kind === 'loop' ? { ...step, body: addProducts(step.body) } : step,
  );
  const uses = new Uses(current);
  const dropped = new Set<number>();
  for (let at = 0; at < current.length; at++) {
    const found = addedProduct(current, at, uses);
    if (found === undefined) continue;
    const { product, multiply, sum, result } = found;
    dropped.add(product);
    current[at] = { ...multiply, args: multiply.args.with(OUT, sum).with(ACCUMULATE, 1) };
    if (result.block !== sum.block) {
      current = replaceBlock(current, result.block, sum);
      result.block.within = sum;
    }
    uses.move(product, at, multiply);
    uses.merge(result.block, sum.block);
  }
  return current.filter((_, at) => !dropped.has(at));
}

function addedProduct(steps: readonly Step[], at: number, uses: Uses) {
  const step = steps[at];
  if (step.kind !== 'kernel' || step.name !== 'binary' || step.args[0] !== BINARY_CODES.add) return undefined;
  const [left, right, result] = step.args.slice(1, 4) as [Place, Place, Place];
  const pairs = [
    [left, right],
    [right, left],
  ] as const;
  for (const [sum, term] of pairs) {
    const [product, ...others] = uses.of(term.block);
    const multiply = steps[product];
    if (others.join() !== String(at) || multiply?.kind !== 'kernel' || multiply.name !== 'matmul') continue;
    if (!mayAccumulate(multiply, term) || ![term, sum, result].every(isWhole)) continue;
    if (!factorsStay(multiply, steps.slice(product + 1, at))) continue;
    if (sum.block.bytes === term.block.bytes && mayGrow(sum.block, result.block, at, uses))
      return { product, multiply, sum, result };
  }
  return undefined;
}

/** What `matmul` asks of a product that it accumulates. */
function mayAccumulate({ args }: Instruction, term: Place): boolean {
  const [m, n, k] = [args[M], args[N], args[K]] as [number, number, number];
  const isPlain = (args[OUT] as Place).block === term.block && args[ACCUMULATE] === 0;
  return isPlain && m >= 4 && n >= 2 && k >= 1 && k <= 256;
}

/** Whether the factors are as they were when the product was made: in a loop, a new carry may lie where the last one was. */
function factorsStay({ args: [a, b] }: Instruction, between: readonly Step[]): boolean {
  return between.every((step) => !writes(step, (a as Place).block) && !writes(step, (b as Place).block));
}

function isWhole({ offset, strides = [] }: Place): boolean {
  return offset === 0 && strides.length === 0;
}

/** Whether a sum may be made where the last one is: it is the same place already, or nobody reads the last one later. */
function mayGrow(sum: Block, result: Block, at: number, uses: Uses): boolean {
  if (sum === result) return true;
  const isOwn = sum.holder.kind === 'arena' && result.holder.kind === 'arena';
  return isOwn && uses.of(sum).at(-1) === at && uses.of(result)[0] === at;
}

/** By block, the numbers of the steps that touch it, in order. */
class Uses {
  readonly #byBlock = new Map<Block, number[]>();

  constructor(steps: readonly Step[]) {
    steps.forEach((step, at) => {
      for (const block of new Set(blocksOf(step))) this.#set(block, [...this.of(block), at]);
    });
  }

  of(block: Block): readonly number[] {
    return this.#byBlock.get(block) ?? [];
  }

  /** A step takes another number. */
  move(from: number, to: number, step: Step): void {
    for (const block of new Set(blocksOf(step))) {
      this.#set(
        block,
        [...new Set(this.of(block).map((at) => (at === from ? to : at)))].sort((a, b) => a - b),
      );
    }
  }

  /** The uses of one block become those of another. */
  merge(from: Block, to: Block): void {
    if (from === to) return;
    this.#set(
      to,
      [...new Set([...this.of(to), ...this.of(from)])].sort((a, b) => a - b),
    );
    this.#byBlock.delete(from);
  }

  #set(block: Block, uses: number[]): void {
    this.#byBlock.set(block, uses);
  }
}
