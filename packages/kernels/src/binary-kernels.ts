/** Element by element on two operands. `code` is one of `BINARY_CODES`; `min` and `max` are NaN if either is, and −0 < 0. */
export interface BinaryKernels {
  /** `out[i] = a[i] ∘ b[i]` for i < n, float32. `out` may be `a` or `b`. */
  binary(code: number, a: number, b: number, out: number, n: number): void;

  /**
   * `out[i, j] = a[i·aRow + j·aColumn] ∘ b[i·bRow + j·bColumn]`, float32; `out [rows, columns]` dense. Column steps are 0 or 1.
   * `out` may be an operand that is as large and lies the same way.
   */
  binaryBroadcast(
    code: number,
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

  /** The same over four axes of lengths d0 … d3, with any steps; `out` is dense. */
  binaryStrided(
    code: number,
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
