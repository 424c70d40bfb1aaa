import { checkLoop } from './fused-loop.ts';
import type { FusedLoop } from './fused-loop.ts';
import { encodeLoop } from './encode-loop.ts';

/** `Kernels.fuse` and `Kernels.release`. */
export interface LoopFuser {
  fuse(loop: FusedLoop): number;
  release(opcode: number): void;
}

/** A compiled loop, by the index of its function in the table. */
interface Entry {
  readonly text: string;
  readonly index: number;
  users: number;
}

/**
 * Fuses loops for kernels with these exports, whose `run` calls functions of `table`.
 *
 * Modules are small enough to be compiled at once on the main thread of every browser.
 */
export function loopFuser(
  memory: WebAssembly.Memory,
  table: WebAssembly.Table,
  kernels: WebAssembly.ModuleImports,
): LoopFuser {
  const byText = new Map<string, Entry>();
  const byOpcode = new Map<number, Entry>();
  const free: number[] = [];
  const add = (text: string, loop: FusedLoop): Entry => {
    checkLoop(loop);
    const module = new WebAssembly.Module(encodeLoop(loop));
    const { exports } = new WebAssembly.Instance(module, { env: { memory }, kernels });
    const index = free.pop() ?? table.grow(1);
    table.set(index, exports.run);
    const entry = { text, index, users: 0 };
    byText.set(text, entry);
    byOpcode.set(~index, entry);
    return entry;
  };
  return {
    fuse(loop) {
      const text = JSON.stringify(loop);
      const entry = byText.get(text) ?? add(text, loop);
      entry.users++;
      // Below 0, where no kernel's opcode is.
      return ~entry.index;
    },
    release(opcode) {
      const entry = byOpcode.get(opcode);
      if (entry === undefined)
        throw new RangeError(`release: opcode must be one that fuse gave, got ${opcode}`);
      if (--entry.users > 0) return;
      table.set(entry.index, null);
      free.push(entry.index);
      byText.delete(entry.text);
      byOpcode.delete(opcode);
    },
  };
}
