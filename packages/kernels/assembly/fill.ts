/** See `CopyKernels.fill` in `src/copy-kernels.ts`. */
export function fill(out: usize, n: i32, bits: i32): void {
  const four = i32x4.splat(bits);
  for (; n >= 4; n -= 4) {
    v128.store(out, four);
    out += 16;
  }
  for (; n > 0; n--) {
    store<i32>(out, bits);
    out += 4;
  }
}
