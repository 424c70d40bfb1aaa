import { loadKernels } from '../src/index.ts';
import type { Kernels } from '../src/index.ts';

type Words = Float32Array | Int32Array | Uint32Array;

/** A memory of which every word is a guard until it is given to somebody, and kernels on it. */
export interface Arena {
  readonly kernels: Kernels;
  /** Takes back everything. */
  reset(): void;
  /** Pointer to a copy of `words`, which no kernel may change. */
  put(words: Words): number;
  /** Pointer to `count` words to be overwritten. They hold guards until then. */
  room(count: number): number;
  /** Pointer to a copy of `words` that may be changed. */
  draft(words: Words): number;
  floats(pointer: number, count: number): Float32Array;
  words(pointer: number, count: number): Uint32Array;
  /** Byte offsets of words that were changed though they must not be. */
  damage(): number[];
}

/** A NaN: a guard that is read by mistake shows in the result. */
const GUARD = 0x7fc05afe;
/** Guards between two pieces. Odd, so that pieces begin at 4-byte, and hardly ever at 16-byte boundaries. */
const GAP = 5;

export async function makeArena(pages = 64): Promise<Arena> {
  const memory = new WebAssembly.Memory({ initial: pages });
  const kernels = await loadKernels(memory);
  const all = new Uint32Array(memory.buffer).fill(GUARD);
  const expected = all.slice();
  let top = GAP;
  const take = (count: number): number => {
    const start = top;
    top += count + GAP;
    if (top > all.length) throw new Error(`makeArena: pages must hold ${top} words, got ${all.length}`);
    return start;
  };
  const write = (words: Words): number => {
    const start = take(words.length);
    all.set(new Uint32Array(words.buffer, words.byteOffset, words.length), start);
    return start;
  };
  const bits = (pointer: number, count: number): Uint32Array => all.slice(pointer / 4, pointer / 4 + count);
  const open: [start: number, end: number][] = [];
  const opened = (start: number, count: number): number => {
    open.push([start, start + count]);
    return start * 4;
  };
  return {
    kernels,
    reset() {
      all.fill(GUARD, 0, top);
      expected.fill(GUARD, 0, top);
      open.length = 0;
      top = GAP;
    },
    put(words) {
      const start = write(words);
      expected.set(all.subarray(start, start + words.length), start);
      return start * 4;
    },
    draft: (words) => opened(write(words), words.length),
    room: (count) => opened(take(count), count),
    words: bits,
    floats: (pointer, count) => new Float32Array(bits(pointer, count).buffer),
    damage() {
      const mayChange = (i: number): boolean => open.some(([start, end]) => start <= i && i < end);
      const changed: number[] = [];
      for (let i = 0; i < top; i++) if (all[i] !== expected[i] && !mayChange(i)) changed.push(i * 4);
      return changed;
    },
  };
}
