/** Rows by their indices, int32. */
export interface GatherKernels {
  /**
   * `out[i] = from[indices[i]]` for i < count; `from [rows, rowSize]` and `out [count, rowSize]` of 32-bit elements.
   * Traps, which throws a `WebAssembly.RuntimeError`, having written nothing, unless `0 ≤ indices[i] < rows`.
   */
  gatherRows(from: number, indices: number, out: number, count: number, rowSize: number, rows: number): void;

  /** The same for bytes. */
  gatherRowsBytes: GatherKernels['gatherRows'];

  /**
   * `out[i, j]` = `on` where j = indices[i], else `off`, for i < count and j < depth; float32. An index that is none of 0 …
   * depth − 1 gives a row of `off`.
   */
  oneHot(indices: number, out: number, count: number, depth: number, on: number, off: number): void;

  /**
   * `out[indices[i]] += rows[i]` for i = 0 … count − 1, in this order; the gradient of a gather.
   * `rows [count, rowSize]` and `out [·, rowSize]` float32, `indices [count]` int32. Does not clear `out`.
   */
  scatterAddRows(rows: number, indices: number, out: number, count: number, rowSize: number): void;
}
