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
  /** A tensor that each run makes. */
  | { readonly kind: 'output'; readonly output: number };

/** Some bytes in a row. */
export interface Block {
  holder: Holder;
  readonly bytes: number;
}

/** The bytes of a block from `offset` on. */
export interface Place {
  readonly block: Block;
  readonly offset: number;
}

/** The place `bytes` further on. */
export function further({ block, offset }: Place, bytes: number): Place {
  return { block, offset: offset + bytes };
}
