import type { BinaryKernels } from './binary-kernels.ts';

/** Comparisons, logic, and what follows from them. Bools have one byte each, 0 or 1, at any address. */
export interface CompareKernels {
  /**
   * `out[i]` = whether the comparison holds for a[i] and b[i], for i < n; float32 or int32 to bool. NaN is not equal to
   * anything and neither less nor greater, −0 equals 0.
   * @param operation - a number from `COMPARE_CODES`.
   */
  compare(operation: number, a: number, b: number, out: number, n: number): void;

  /** The same over four axes, as `binaryStrided`. */
  compareStrided: BinaryKernels['binaryStrided'];

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
