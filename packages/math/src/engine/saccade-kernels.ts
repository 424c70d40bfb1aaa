// Our own WebAssembly module, on the memory of tfjs's.
import { loadKernels } from '@saccade/kernels';
import type { Kernels } from '@saccade/kernels';
import { refuseNull } from './allocation.ts';
import type { WasmBackend } from './internals.ts';

let loaded: { readonly kernels: Kernels; readonly backend: WasmBackend } | undefined;
let scratch = { pointer: 0, bytes: 0 };
let keyAddress = 0;

/** Instantiates our kernels on a backend's memory, once. */
export async function loadKernelsOn(backend: WasmBackend): Promise<void> {
  if (loaded?.backend === backend) return;
  refuseNull(backend.wasm);
  loaded = { kernels: await loadKernels(backend.wasm.asm.memory), backend };
  scratch = { pointer: 0, bytes: 0 };
  keyAddress = backend.wasm._malloc(8);
}

/** Our kernels; `start()` has loaded them. */
export function saccadeKernels(): Kernels {
  if (loaded === undefined) throw new Error('saccadeKernels: start() must have loaded the kernels');
  return loaded.kernels;
}

/**
 * Pointer to at least `bytes` of working memory, valid until the next call. It is tfjs's own allocation, so that the two
 * modules never meet, and grows when more is asked for.
 */
export function scratchPointer(bytes: number): number {
  if (bytes > scratch.bytes && loaded !== undefined) {
    const { wasm } = loaded.backend;
    if (scratch.bytes > 0) wasm._free(scratch.pointer);
    scratch = { pointer: 0, bytes: 0 };
    scratch = { pointer: wasm._malloc(bytes), bytes };
  }
  return scratch.pointer;
}

/** Pointer to the two words of a key, valid until the next call. */
export function keyPointer(words: readonly [number, number]): number {
  if (loaded !== undefined) new Uint32Array(loaded.backend.wasm.asm.memory.buffer, keyAddress, 2).set(words);
  return keyAddress;
}

/** `count` words of a key, an array of the caller's; undefined before the kernels are loaded. */
export function wordsOf(words: readonly [number, number], count: number): Uint32Array | undefined {
  if (loaded === undefined) return undefined;
  const pointer = scratchPointer(4 * count);
  loaded.kernels.randomBits(keyPointer(words), pointer, count);
  return new Uint32Array(loaded.backend.wasm.asm.memory.buffer, pointer, count).slice();
}
