/** Functions of one operand, float32 or int32, and the gradients of two of them. */
export interface UnaryKernels {
  /**
   * `out[i] = f(x[i])` for i < n; `out` may be `x`. Those of int32 wrap.
   *
   * neg, abs, sign, square, sqrt, reciprocal and relu are exact or correctly rounded, rsqrt is rounded after the root and
   * after the division. Errors are below 1 ulp for log, log1p, softplus, elu, sin, cos and expm1, and below 2 ulp for exp,
   * tanh and sigmoid, over all of float32: sin and cos of huge angles, subnormal arguments and results included. ±0, ±∞
   * and NaN become what the functions of `Math` make of them, but sign and relu make 0 of −0.
   * @param operation - a number from `UNARY_CODES`.
   */
  unary(operation: number, x: number, out: number, n: number): void;

  /**
   * `out[i] = dy[i] · ((1 − y[i]) · (1 + y[i]))` for i < n: the gradient of y = tanh x. float32, each step rounded, which
   * is within 2 ulp for |y| ≤ 1 unless it underflows; `out` may be `dy` or `y`.
   */
  tanhGrad(dy: number, y: number, out: number, n: number): void;

  /** `out[i] = dy[i] · (y[i] · (1 − y[i]))`, the gradient of y = sigmoid x; the same otherwise. */
  sigmoidGrad(dy: number, y: number, out: number, n: number): void;
}
