import type { Flag } from './kernels.ts';

/**
 * Running results along the middle one of three axes, of x [outer, length, inner]; each step is rounded once, and begins
 * from the one before.
 */
export interface ScanKernels {
  /**
   * `out[i, t, k] = x[i, 0, k] ∘ … ∘ x[i, t, k]`; int32 wrap. `out` may be `x`.
   * @param operation - a number from `CUMULATE_CODES`.
   * @param exclusive - 1 leaves each element out of its own result, which begins with 0, or 1 for products.
   * @param reverse - 1 goes from the end of the axis to its beginning.
   */
  cumulate(
    operation: number,
    x: number,
    out: number,
    outer: number,
    length: number,
    inner: number,
    exclusive: Flag,
    reverse: Flag,
  ): void;

  /**
   * `out[i, t, k] = a[i, t, k] · out[i, t − 1, k] + b[i, t, k]`, which is b at t = 0; float32, computed in float64. With
   * `reverse` from the end, with t + 1. `out` may be `a` or `b`.
   */
  linearRecurrence(
    a: number,
    b: number,
    out: number,
    outer: number,
    length: number,
    inner: number,
    reverse: Flag,
  ): void;
}
