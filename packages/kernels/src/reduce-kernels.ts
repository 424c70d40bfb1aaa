/**
 * Reductions, of float32 to float32 and of int32 to int32. Lengths are at least 1.
 *
 * Sums and means add in float64, in ascending order, and round once; sums of int32 wrap. Products are rounded to float32
 * at every step, in ascending order. `max` and `min` are NaN if one element is, and −0 < 0.
 */
export interface ReduceKernels {
  /**
   * `out[i] = ⊕ x[i, j]` over j; `x [rows, length]`.
   * @param operation - a number from `REDUCE_CODES`; `reduceColumns` likewise.
   */
  reduceRows(operation: number, x: number, out: number, rows: number, length: number): void;

  /** `out[i, k] = ⊕ x[i, j, k]` over j; `x [outer, length, inner]`. */
  reduceColumns(
    operation: number,
    x: number,
    out: number,
    outer: number,
    length: number,
    inner: number,
  ): void;

  /**
   * `out[i, k]`, int32, is the first j with the largest, or smallest, x[i, j, k]; `x [outer, length, inner]`. NaN is neither
   * larger nor smaller than anything: if the first element is NaN, the result is 0, other NaN are passed over.
   * @param operation - a number from `ARG_REDUCE_CODES`.
   */
  argReduce(operation: number, x: number, out: number, outer: number, length: number, inner: number): void;
}
