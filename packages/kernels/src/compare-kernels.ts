/** Comparisons, logic, and what follows from them. Bools have one byte each, 0 or 1, at any address. */
export interface CompareKernels {
  /**
   * `out[i]` = whether the comparison holds for a[i] and b[i], for i < n; float32 or int32 to bool. NaN is not equal to
   * anything and neither less nor greater, −0 equals 0.
   * @param operation - a number from `COMPARE_CODES`.
   */
  compare(operation: number, a: number, b: number, out: number, n: number): void;

  /**
   * The same over a box of d0 · d1 · d2 · d3 elements: element (i, j, k, l) of `a` is
   * `a[i·a0 + j·a1 + k·a2 + l·a3]`, of `b` likewise, `out` is dense. `a3` and `b3` must be 0 or 1, the other steps may be
   * anything.
   */
  compareStrided(
    operation: number,
    a: number,
    b: number,
    out: number,
    d0: number,
    d1: number,
    d2: number,
    d3: number,
    a0: number,
    a1: number,
    a2: number,
    a3: number,
    b0: number,
    b1: number,
    b2: number,
    b3: number,
  ): void;

  /**
   * `out[i] = a[i] ∘ b[i]` for i < n, bools; `out` may be `a` or `b`.
   * @param operation - a number from `LOGICAL_CODES`; comparisons take 0 < 1.
   */
  logical(operation: number, a: number, b: number, out: number, n: number): void;

  /** As `compareStrided`, for bools: steps in bytes. */
  logicalStrided: CompareKernels['compareStrided'];

  /** `out[i] = ¬x[i]`, bools; `out` may be `x`. */
  logicalNot(x: number, out: number, n: number): void;

  /** `out[i] = condition[i] ? a[i] : b[i]` for i < n: bools choose 32-bit elements. `out` may be `a` or `b`. */
  select(condition: number, a: number, b: number, out: number, n: number): void;

  /** `out[i] = min(max(x[i], lowest), highest)`, float32; NaN stays, −0 < 0. `out` may be `x`. */
  clip(x: number, out: number, n: number, lowest: number, highest: number): void;
}
