// Gradients of tanh and the logistic function from their values, computed in float64 and rounded once.

/** See `UnaryKernels.tanhGrad` in `src/unary-kernels.ts`. */
export function tanhGrad(dy: usize, y: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 2) {
    const value = loadPair(y, n);
    const slope = f64x2.sub(f64x2.splat(1), f64x2.mul(value, value));
    storePair(out, f64x2.mul(loadPair(dy, n), slope), n);
    dy += 8;
    y += 8;
    out += 8;
  }
}

/** See `UnaryKernels.sigmoidGrad` in `src/unary-kernels.ts`. */
export function sigmoidGrad(dy: usize, y: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 2) {
    const value = loadPair(y, n);
    const slope = f64x2.mul(value, f64x2.sub(f64x2.splat(1), value));
    storePair(out, f64x2.mul(loadPair(dy, n), slope), n);
    dy += 8;
    y += 8;
    out += 8;
  }
}

/** The next two of n float32, or the last and 0, as float64. */
function loadPair(from: usize, n: i32): v128 {
  return f64x2.promote_low_f32x4(n >= 2 ? v128.load64_zero(from) : v128.load32_zero(from));
}

function storePair(to: usize, pair: v128, n: i32): void {
  const result = f32x4.demote_f64x2_zero(pair);
  if (n >= 2) v128.store_lane<u64>(to, result, 0);
  else v128.store_lane<u32>(to, result, 0);
}
