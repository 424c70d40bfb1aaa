// Gradients of tanh and the logistic function from their values. Both slopes are products of exact factors or of factors
// rounded once, so that they keep their accuracy where the functions saturate; 1 − y² in float32 would lose it.
import { loadLanes, storeLanes } from './lanes';

/** Four of `UnaryKernels.tanhGrad`. */
export function ofTanh(dy: v128, y: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.mul(dy, f32x4.mul(f32x4.sub(one, y), f32x4.add(one, y)));
}

/** Four of `UnaryKernels.sigmoidGrad`. */
export function ofSigmoid(dy: v128, y: v128): v128 {
  return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(f32x4.splat(1), y)));
}

/** See `UnaryKernels.tanhGrad` in `src/unary-kernels.ts`. */
export function tanhGrad(dy: usize, y: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeLanes(out, ofTanh(loadLanes(dy, n), loadLanes(y, n)), n);
    dy += 16;
    y += 16;
    out += 16;
  }
}

/** See `UnaryKernels.sigmoidGrad` in `src/unary-kernels.ts`. */
export function sigmoidGrad(dy: usize, y: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeLanes(out, ofSigmoid(loadLanes(dy, n), loadLanes(y, n)), n);
    dy += 16;
    y += 16;
    out += 16;
  }
}
