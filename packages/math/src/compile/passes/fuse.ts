// Steps on the same elements become one loop: what lies between them stays in registers, if nobody else reads it.
import type { Block } from '../places.ts';
import { readBlocks, writtenBlocks } from '../steps.ts';
import type { Step } from '../steps.ts';
import { FusedGroup } from './fused-group.ts';
import { asPiece } from './piece.ts';
import type { Piece } from './piece.ts';
import { Uses } from './uses.ts';
import type { Scope } from './uses.ts';

/** How many steps a later one may overtake, to join those before it. Some limit keeps planning linear. */
const REACH = 24;

/** Puts steps on the same elements together. Bits stay. */
export function fuse({ steps, kept }: Scope): Step[] {
  const uses = new Uses(steps, kept);
  const pieces = steps.map(asPiece);
  const taken = new Set<number>();
  return steps.flatMap((step, at): Step[] => {
    if (taken.has(at)) return [];
    const piece = pieces[at];
    if (piece === undefined) return [step];
    const group = new FusedGroup(piece, at);
    for (const [i, later] of followers(steps, pieces, at, taken, group)) {
      group.add(later, i);
      taken.add(i);
    }
    return [group.size === 1 ? step : group.step(uses)];
  });
}

/** The pieces behind a step that can join its group, one after the other while it grows. */
function* followers(
  steps: readonly Step[],
  pieces: readonly (Piece | undefined)[],
  at: number,
  taken: ReadonlySet<number>,
  group: FusedGroup,
): Generator<[number, Piece]> {
  const [read, written] = [new Set<Block>(), new Set<Block>()];
  let passed = 0;
  for (let i = at + 1; i < steps.length && passed <= REACH; i++) {
    if (taken.has(i)) continue;
    const piece = pieces[i];
    if (piece !== undefined && mayOvertake(piece, read, written) && group.accepts(piece)) {
      yield [i, piece];
      continue;
    }
    passed++;
    for (const block of readBlocks(steps[i])) read.add(block);
    for (const block of writtenBlocks(steps[i])) written.add(block);
  }
}

/** Whether a piece may be made before steps that read and write these blocks. */
function mayOvertake(piece: Piece, read: ReadonlySet<Block>, written: ReadonlySet<Block>): boolean {
  const { block } = piece.output.place;
  return (
    !read.has(block) && !written.has(block) && !piece.inputs.some(({ place }) => written.has(place.block))
  );
}
