/**
 * Functions of rows of float32, of x [rows, length], length ≥ 1; computed in float64. Exponentials are of differences to
 * the largest element, so that nothing overflows; their sum is that of the even places plus that of the odd ones, each in
 * ascending order.
 */
export interface SoftmaxKernels {
  /**
   * `out[i, j] = exp(x[i, j]) / Σ_j exp(x[i, j])`, within 1.5 ulp. −∞ gives 0; NaN in the whole row where all are −∞, one
   * is ∞, or one is NaN. `out` may be `x`.
   */
  softmax(x: number, out: number, rows: number, length: number): void;

  /** `out[i, j] = x[i, j] − log Σ_j exp(x[i, j])`, rounded once. NaN in the same rows. `out` may be `x`. */
  logSoftmax(x: number, out: number, rows: number, length: number): void;

  /** `out[i] = log Σ_j exp(x[i, j])`, rounded once. ±∞ where the largest element is that, NaN where one is NaN. */
  logSumExp(x: number, out: number, rows: number, length: number): void;

  /**
   * `out[i, j] = (x[i, j] − mean) · factors[i]`, `factors[i] = 1 / √(variance + eps)` with mean and biased variance of the
   * row; rounded once. `out` may be `x`.
   * @param factors - `rows` float32, written too.
   * @param epsLow - the lower 32 bits of eps, a float64 > 0; `epsHigh` the upper ones.
   */
  normalise(
    x: number,
    out: number,
    factors: number,
    rows: number,
    length: number,
    epsLow: number,
    epsHigh: number,
  ): void;
}
