/**
 * Reductions, float32. `code` is one of `REDUCE_CODES`. Sums and means add in float64, in ascending order, and round once; `max` and
 * `min` are NaN if one is, and −0 < 0. Lengths are at least 1.
 */
export interface ReduceKernels {
  /** `out[i] = ⊕ x[i, j]` over j; `x [rows, length]`. */
  reduceRows(code: number, x: number, out: number, rows: number, length: number): void;

  /** `out[i, k] = ⊕ x[i, j, k]` over j; `x [outer, length, inner]`. */
  reduceColumns(code: number, x: number, out: number, outer: number, length: number, inner: number): void;
}
