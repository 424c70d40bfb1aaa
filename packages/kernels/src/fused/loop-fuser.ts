import { checkLoop } from './fused-loop.ts';
import type { FusedLoop } from './fused-loop.ts';
import { encodeLoop } from './encode-loop.ts';

/**
 * `Kernels.fuse` for kernels with these exports, whose `run` calls functions of `table`.
 *
 * Modules are small enough to be compiled at once on the main thread of every browser.
 */
export function loopFuser(
  memory: WebAssembly.Memory,
  table: WebAssembly.Table,
  kernels: WebAssembly.ModuleImports,
): (loop: FusedLoop) => number {
  const opcodes = new Map<string, number>();
  return (loop) => {
    const text = JSON.stringify(loop);
    const known = opcodes.get(text);
    if (known !== undefined) return known;
    checkLoop(loop);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(encodeLoop(loop)), {
      env: { memory },
      kernels,
    });
    const index = table.grow(1, exports.run);
    // Below 0, where no kernel's opcode is.
    opcodes.set(text, ~index);
    return ~index;
  };
}
