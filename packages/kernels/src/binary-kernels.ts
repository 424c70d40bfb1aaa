/**
 * Element by element on two operands, float32 or int32. `min` and `max` are NaN if either is, and −0 < 0; `pow` has the
 * special cases of `Math.pow`, is computed in float64 and rounded once. int32 wrap.
 */
export interface BinaryKernels {
  /**
   * `out[i] = a[i] ∘ b[i]` for i < n; `out` may be `a` or `b`.
   * @param operation - a number from `BINARY_CODES`.
   */
  binary(operation: number, a: number, b: number, out: number, n: number): void;

  /**
   * `out[i, j] = a[i·aRow + j·aColumn] ∘ b[i·bRow + j·bColumn]`; `out [rows, columns]` dense. Column steps are 0 or 1.
   * `out` may be an operand that is as large and lies the same way.
   */
  binaryBroadcast(
    operation: number,
    a: number,
    b: number,
    out: number,
    rows: number,
    columns: number,
    aRow: number,
    aColumn: number,
    bRow: number,
    bColumn: number,
  ): void;

  /**
   * The same over four axes of lengths d0 … d3: element (i, j, k, l) of `a` is `a[i·a0 + j·a1 + k·a2 + l·a3]`, of `b` likewise,
   * `out` is dense. `a3` and `b3` are 0 or 1, the other steps anything.
   */
  binaryStrided(
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
}
