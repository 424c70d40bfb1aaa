import type { Arena } from './arena.ts';

/** Bytes in an arena. They begin at any address, with guards before and behind in the same words. */
export interface Bytes {
  readonly pointer: number;
  /** What stands there now, with the guards: `values` of `putBytes` is what it should be. */
  read(): Uint8Array;
}

const GUARD = 0xa5;

/** Pointer to a copy of bytes that begins `offset` bytes behind a word. `take` is `arena.put`, or `arena.draft` if they may change. */
export function putBytes(take: Arena['put'], arena: Arena, values: Uint8Array, offset: number): Bytes {
  const bytes = guarded(values, offset);
  const start = take(new Uint32Array(bytes.buffer));
  return {
    pointer: start + offset,
    read: () => new Uint8Array(arena.words(start, bytes.length / 4).buffer),
  };
}

/** The same bytes between the same guards, as `read` must find them. */
export function guarded(values: Uint8Array, offset: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * Math.ceil((offset + values.length + 1) / 4)).fill(GUARD);
  bytes.set(values, offset);
  return bytes;
}

/** Bytes of 0 and 1 without pattern. */
export function bools(count: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => (Math.imul(i + seed, 0x9e3779b1) >>> 13) & 1);
}
