// Matrices that are laid one behind the other, so that one product can go through them.
import type { Block, Place } from '../places.ts';
import { further } from '../places.ts';
import { isWholeOwn } from './uses.ts';

/** Matrices of `bytes` bytes each. */
export interface Matrices {
  readonly places: readonly Place[];
  readonly bytes: number;
}

/** Where blocks lie that have been put into stacks. */
export class Stacks {
  readonly #kept: ReadonlySet<Block>;
  readonly #places = new Map<Block, Place>();

  /** @param kept - blocks that must stay what they are. */
  constructor(kept: ReadonlySet<Block>) {
    this.#kept = kept;
  }

  /** The place in the stack that holds it, or itself. */
  where(place: Place): Place {
    const stack = this.#places.get(place.block);
    return stack === undefined
      ? place
      : { ...place, block: stack.block, offset: stack.offset + place.offset };
  }

  /** Whether the matrices of both lists lie at equal distances, or can be laid so, all at once. */
  canStack(first: Matrices, second: Matrices): boolean {
    const moved = [first, second].filter(({ places }) => this.#distance(places) === undefined);
    return moved.every((matrices) => this.#areFree(matrices)) && (moved.length < 2 || canBoth(first, second));
  }

  /** Lays matrices at equal distances, unless they do already. Returns the bytes from one to the next. */
  stack({ places, bytes }: Matrices): number {
    const distance = this.#distance(places);
    if (distance !== undefined) return distance;
    const stack: Place = { block: { bytes: bytes * places.length, holder: { kind: 'arena' } }, offset: 0 };
    places.forEach(({ block }, i) => this.#places.set(block, further(stack, i * bytes)));
    return bytes;
  }

  /** The distance of places in one block, when it is the same for all. */
  #distance(places: readonly Place[]): number | undefined {
    const now = places.map((place) => this.where(place));
    const distance = now.length < 2 ? 0 : now[1].offset - now[0].offset;
    const isEven = now.every(
      ({ block, offset, strides = [] }, i) =>
        block === now[0].block && offset === now[0].offset + i * distance && strides.length === 0,
    );
    return isEven ? distance : undefined;
  }

  /** Whether each is all of a block of its own that has not been moved yet. */
  #areFree({ places, bytes }: Matrices): boolean {
    const isFree = (place: Place): boolean =>
      isWholeOwn(place, bytes) && !this.#places.has(place.block) && !this.#kept.has(place.block);
    return places.every(isFree) && new Set(places.map(({ block }) => block)).size === places.length;
  }
}

/** Whether laying out one list leaves what there is of the other one's matrices at equal distances too. */
function canBoth(first: Matrices, second: Matrices): boolean {
  const order = new Map(first.places.map(({ block }, i) => [block, i]));
  const found = second.places.map(({ block }) => order.get(block));
  if (found.every((i) => i === undefined)) return true;
  return found.every((at, i) => at !== undefined && at - i * (found[1]! - found[0]!) === found[0]);
}
