import type { WasmBackend } from './internals.ts';

/** Pointers have 32 bits. */
const MEMORY_BYTES = 2 ** 32;

/**
 * Makes tfjs's allocator throw when no memory is left. By itself it returns 0 then, which tfjs takes for a place like any
 * other: it writes over its own heap, and hangs or computes nonsense some time later.
 */
export function refuseNull(wasm: WasmBackend['wasm']): void {
  // The first call puts the true function in the place of one that looks it up.
  wasm._free(wasm._malloc(1));
  const malloc = wasm._malloc;
  wasm._malloc = (bytes) => {
    const pointer = bytes < MEMORY_BYTES ? malloc(bytes) >>> 0 : 0;
    if (pointer !== 0) return pointer;
    throw new Error(
      `out of memory: WebAssembly has 4 GiB, of which ${bytes} bytes more are not free; dispose of tensors, or make them within tidy`,
    );
  };
}
