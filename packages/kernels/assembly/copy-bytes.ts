/** See `Kernels.copyBytes` in `src/kernels.ts`. */
export function copyBytes(from: usize, out: usize, count: i32): void {
  memory.copy(out, from, <usize>count);
}
