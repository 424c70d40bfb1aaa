// Planning: where in a program's memory the blocks lie. Blocks that are not needed at the same time share bytes.
import type { Block } from './places.ts';
import { blocksOf } from './steps.ts';
import type { Step } from './steps.ts';

/** Offsets of blocks in the arena. */
export interface ArenaPlan {
  readonly offsets: ReadonlyMap<Block, number>;
  readonly bytes: number;
}

interface Gap {
  readonly start: number;
  readonly end: number;
}

/** A lane of SIMD. */
const ALIGNMENT = 16;

/**
 * Plans the memory of a program: constants and keys keep their bytes, the others have them from the first step that
 * touches them to the last, in the smallest gap that fits.
 */
export function planArena(steps: readonly Step[]): ArenaPlan {
  const offsets = new Map<Block, number>();
  let bytes = 0;
  const lives = lifetimes(steps);
  for (const block of lives.keys()) {
    if (block.holder.kind !== 'constant' && block.holder.kind !== 'key') continue;
    offsets.set(block, bytes);
    bytes += aligned(block.bytes);
  }
  const space = new FreeSpace(bytes);
  steps.forEach((step, now) => {
    const own = new Set(blocksOf(step).filter(({ holder }) => holder.kind === 'arena'));
    for (const block of own) if (!offsets.has(block)) offsets.set(block, space.take(aligned(block.bytes)));
    for (const block of own) {
      if (lives.get(block) === now) space.give(offsets.get(block) as number, aligned(block.bytes));
    }
  });
  return { offsets, bytes: space.end };
}

/** The last step that touches each block. */
function lifetimes(steps: readonly Step[]): Map<Block, number> {
  const last = new Map<Block, number>();
  steps.forEach((step, now) => blocksOf(step).forEach((block) => last.set(block, now)));
  return last;
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
    const fitting = this.#gaps.filter(({ start, end }) => end - start >= bytes);
    if (bytes === 0 || fitting.length === 0) {
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
