// Steps on the same elements become one loop: what lies between them stays in registers, if nobody else reads it.
import type { Block } from '../places.ts';
import { readBlocks, writtenBlocks } from '../steps.ts';
import type { Step } from '../steps.ts';
import { FusedGroup } from './fused-group.ts';
import { asPiece } from './piece.ts';
import type { Piece } from './piece.ts';
import { mayOvertake } from './regions.ts';
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
  const passed = new Passed();
  for (let i = at + 1; i < steps.length && passed.count <= REACH; i++) {
    if (taken.has(i)) continue;
    const piece = pieces[i];
    if (piece !== undefined && group.accepts(piece) && passed.mayBeOvertakenBy(piece)) yield [i, piece];
    else passed.add(steps[i], piece);
  }
}

/** Steps that a later one must not disturb. */
class Passed {
  readonly #pieces: Piece[] = [];
  /** Of the other steps. */
  readonly #read = new Set<Block>();
  readonly #written = new Set<Block>();
  count = 0;

  add(step: Step, piece: Piece | undefined): void {
    this.count++;
    if (piece !== undefined) {
      this.#pieces.push(piece);
      return;
    }
    for (const block of readBlocks(step)) this.#read.add(block);
    for (const block of writtenBlocks(step)) this.#written.add(block);
  }

  mayBeOvertakenBy(piece: Piece): boolean {
    const { block } = piece.output.place;
    return (
      !this.#read.has(block) &&
      !this.#written.has(block) &&
      !piece.inputs.some(({ place }) => this.#written.has(place.block)) &&
      this.#pieces.every((earlier) => mayOvertake(piece, earlier))
    );
  }
}
