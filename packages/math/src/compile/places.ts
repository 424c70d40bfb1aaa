// Where values will lie: blocks of memory whose addresses are not known yet, and places in them.

/** Who holds the memory of a block. */
export type Holder =
  /** The program: at an offset of its arena that the memory plan chooses. */
  | { readonly kind: 'arena' }
  /** The program, with these bytes from the beginning on. */
  | { readonly kind: 'constant'; readonly bytes: Uint8Array }
  /** The program; the words of a key are written there before each run. */
  | { readonly kind: 'key'; readonly input: number }
  /** A tensor that the caller gives, read only. */
  | { readonly kind: 'input'; readonly input: number }
  /** A tensor that the caller gives away; it becomes the output. */
  | { readonly kind: 'donated'; readonly input: number; readonly output: number }
  /** The memory of WebAssembly itself, for operations outside of programs. */
  | { readonly kind: 'memory' }
  /** A tensor that each run makes. */
  | { readonly kind: 'output'; readonly output: number };

/** Some bytes in a row. */
export interface Block {
  holder: Holder;
  readonly bytes: number;
  /** Where it lies, if within another block. */
  within?: Place;
}

/** How a place moves with each round of a loop. */
export interface Stride {
  readonly loop: Rounds;
  readonly bytes: number;
}

/** The rounds of one loop. */
export interface Rounds {
  readonly count: number;
}

/** The bytes of a block from `offset` on; in a loop, in its first round. */
export interface Place {
  readonly block: Block;
  readonly offset: number;
  readonly strides?: readonly Stride[];
}

/** The place `bytes` further on. */
export function further(place: Place, bytes: number): Place {
  return { ...place, offset: place.offset + bytes };
}

/** The place, moving by `bytes` with each round of a loop. */
export function striding(place: Place, loop: Rounds, bytes: number): Place {
  return { ...place, strides: [...(place.strides ?? []), { loop, bytes }] };
}

/** Whether two places are as far apart in every round of the loops around them. */
export function moveAlike({ strides: one = [] }: Place, { strides: other = [] }: Place): boolean {
  return (
    one.length === other.length &&
    one.every(({ loop, bytes }, i) => loop === other[i].loop && bytes === other[i].bytes)
  );
}

/** Whether two places are the same in every round. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.block === other.block && one.offset === other.offset && moveAlike(one, other);
}

/** The place in the block that in the end holds it. */
export function settle(place: Place): Place {
  const { within } = place.block;
  if (within === undefined) return place;
  const strides = [...(place.strides ?? []), ...(within.strides ?? [])];
  return settle({ block: within.block, offset: within.offset + place.offset, strides });
}
