/** Moving elements without looking at them: every bit stays. */
export interface CopyKernels {
  /** Copies `count` bytes; the two may overlap. */
  copyBytes(from: number, out: number, count: number): void;

  /**
   * `out[i·o0 + j·o1 + k·o2 + l·o3] = from[i·f0 + j·f1 + k·f2 + l·f3]` for i < d0, j < d1, k < d2, l < d3; 32-bit elements.
   * Steps may be 0 or negative.
   */
  copyStrided(
    from: number,
    out: number,
    d0: number,
    d1: number,
    d2: number,
    d3: number,
    f0: number,
    f1: number,
    f2: number,
    f3: number,
    o0: number,
    o1: number,
    o2: number,
    o3: number,
  ): void;

  /** The same for bytes; offsets, steps and pointers in bytes. */
  copyStridedBytes: CopyKernels['copyStrided'];

  /** Writes n words of these 32 bits, given as an int32. */
  fill(out: number, n: number, bits: number): void;
}
