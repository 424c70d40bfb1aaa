// Planning: where in a program's memory the blocks lie. Blocks that are not needed at the same time share bytes.
import type { Block } from './places.ts';
import { blocksOf } from './steps.ts';
import type { Step } from './steps.ts';

/** Offsets of blocks in the arena. */
export interface ArenaPlan {
  readonly offsets: ReadonlyMap<Block, number>;
  readonly bytes: number;
}

/** From one moment to another, both included. */
interface Span {
  readonly first: number;
  readonly last: number;
}

interface Gap {
  readonly start: number;
  readonly end: number;
}

/** A lane of SIMD. */
const ALIGNMENT = 16;

/**
 * Plans the memory of a program: constants and keys keep their bytes, the others have them from the first step that
 * touches them to the last, in the smallest gap that fits. What is used in a loop and outside of it is needed as long as
 * the loop lasts.
 */
export function planArena(steps: readonly Step[]): ArenaPlan {
  const offsets = new Map<Block, number>();
  let bytes = 0;
  const spans = lifetimes(steps);
  for (const block of spans.keys()) {
    if (block.holder.kind !== 'constant' && block.holder.kind !== 'key') continue;
    offsets.set(block, bytes);
    bytes += aligned(block.bytes);
  }
  const own = [...spans].filter(([{ holder }]) => holder.kind === 'arena');
  const space = new FreeSpace(bytes);
  // At each moment, what begins is placed before what ends is freed.
  const moments = own.flatMap(([block, { first, last }]) => [
    { at: first, ends: 0, block },
    { at: last, ends: 1, block },
  ]);
  for (const { ends, block } of moments.sort((a, b) => a.at - b.at || a.ends - b.ends)) {
    if (ends === 0) offsets.set(block, space.take(aligned(block.bytes)));
    else space.give(offsets.get(block) as number, aligned(block.bytes));
  }
  return { offsets, bytes: space.end };
}

/** When each block is needed. Moments are numbered through all loops. */
function lifetimes(steps: readonly Step[]): Map<Block, Span> {
  const spans = new Map<Block, Span>();
  const loops: { span: Span; blocks: Set<Block> }[] = [];
  let now = 0;
  const visit = (list: readonly Step[]): void => {
    for (const step of list) {
      const first = now;
      if (step.kind === 'loop') {
        visit(step.body);
        loops.push({ span: { first, last: now }, blocks: new Set(blocksOf(step)) });
      } else {
        for (const block of blocksOf(step))
          spans.set(block, { first: spans.get(block)?.first ?? now, last: now });
      }
      now++;
    }
  };
  visit(steps);
  // Inner loops come first: what one of them stretches may leave the next.
  for (const { span, blocks } of loops) {
    for (const block of blocks) {
      const { first, last } = spans.get(block) as Span;
      if (first >= span.first && last <= span.last) continue;
      spans.set(block, { first: Math.min(first, span.first), last: Math.max(last, span.last) });
    }
  }
  return spans;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** Gaps among the bytes that are in use, in order, and the end of them. */
class FreeSpace {
  #gaps: Gap[] = [];
  end: number;

  constructor(start: number) {
    this.end = start;
  }

  take(bytes: number): number {
    if (bytes === 0) return this.end;
    const fitting = this.#gaps.filter(({ start, end }) => end - start >= bytes);
    if (fitting.length === 0) {
      this.end += bytes;
      return this.end - bytes;
    }
    const best = fitting.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a));
    const rest = { start: best.start + bytes, end: best.end };
    this.#gaps = this.#gaps.flatMap((gap) => {
      if (gap !== best) return [gap];
      return rest.start < rest.end ? [rest] : [];
    });
    return best.start;
  }

  give(start: number, bytes: number): void {
    if (bytes === 0) return;
    const all = [...this.#gaps, { start, end: start + bytes }].sort((a, b) => a.start - b.start);
    this.#gaps = all.reduce<Gap[]>((joined, gap) => {
      const before = joined.at(-1);
      if (before?.end === gap.start) joined[joined.length - 1] = { start: before.start, end: gap.end };
      else joined.push(gap);
      return joined;
    }, []);
  }
}
