/** Rows by their indices, int32. */
export interface GatherKernels {
  /**
   * `out[h, i] = from[h, indices[i]]` for h < outer, i < count; `from [outer, rows, rowSize]` and `out [outer, count, rowSize]`
   * of 32-bit elements.
   * @throws unless `0 ≤ indices[i] < rows`, having written nothing.
   */
  gatherRows(
    from: number,
    indices: number,
    out: number,
    outer: number,
    count: number,
    rowSize: number,
    rows: number,
  ): void;

  /** The same for bytes. */
  gatherRowsBytes: GatherKernels['gatherRows'];

  /**
   * `out[i, j]` = `on` where j = indices[i], else `off`, for i < count and j < depth; float32. An index that is none of 0 …
   * depth − 1 gives a row of `off`.
   */
  oneHot(indices: number, out: number, count: number, depth: number, on: number, off: number): void;

  /**
   * `out[h, indices[i]] += from[h, i]` for i = 0 … count − 1, in this order, for h < outer; the gradient of a gather.
   * `from [outer, count, rowSize]` and `out [outer, rows, rowSize]` float32, `indices [count]` int32. Does not clear `out`.
   * @throws as `gatherRows` does.
   */
  scatterAddRows: GatherKernels['gatherRows'];
}
