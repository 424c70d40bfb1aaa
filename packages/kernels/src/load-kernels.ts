import { loopFuser } from './fused/loop-fuser.ts';
import { kernelsWasm } from './generated/kernels-wasm.ts';
import type { Kernels } from './kernels.ts';

/**
 * Instantiates the kernels on `memory`, which stays the caller's and may grow later. Costs no memory of its own: the
 * binary has neither data nor stack in it.
 *
 * @param memory - not shared; 32-bit addresses.
 * @throws when the host has no WebAssembly SIMD, or `memory` is something else.
 */
export async function loadKernels(memory: WebAssembly.Memory): Promise<Kernels> {
  if (!(memory instanceof WebAssembly.Memory)) {
    throw new TypeError(`loadKernels: memory must be a WebAssembly.Memory, got ${typeof memory}`);
  }
  const binary = decodeBase64(kernelsWasm);
  if (!WebAssembly.validate(binary)) {
    throw new Error(
      'loadKernels: the host must have 128-bit WebAssembly SIMD (Node 16.4, Chrome 91, Firefox 89, Safari 16.4 or later)',
    );
  }
  const table = new WebAssembly.Table({ element: 'anyfunc', initial: 1 });
  const { instance } = await WebAssembly.instantiate(binary, {
    env: { memory, table },
    'check-indices': { badIndex },
  });
  return { ...(instance.exports as unknown as Kernels), ...loopFuser(memory, table, instance.exports) };
}

/** Kernels call it before they write anything. */
function badIndex(index: number, length: number): never {
  throw new Error(`gather: indices must be ≥ 0 and < ${length}, got ${index}`);
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
