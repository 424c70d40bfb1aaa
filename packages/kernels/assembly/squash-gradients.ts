// Gradients of tanh and the logistic function from their values. Both slopes are products of exact factors or of factors
// rounded once, so that they keep their accuracy where the functions saturate; 1 − y² in float32 would lose it.
import { loadLanes, storeLanes } from './lanes';

/** See `UnaryKernels.tanhGrad` in `src/unary-kernels.ts`. */
export function tanhGrad(dy: usize, y: usize, out: usize, n: i32): void {
  const one = f32x4.splat(1);
  for (; n > 0; n -= 4) {
    const value = loadLanes(y, n);
    const slope = f32x4.mul(f32x4.sub(one, value), f32x4.add(one, value));
    storeLanes(out, f32x4.mul(loadLanes(dy, n), slope), n);
    dy += 16;
    y += 16;
    out += 16;
  }
}

/** See `UnaryKernels.sigmoidGrad` in `src/unary-kernels.ts`. */
export function sigmoidGrad(dy: usize, y: usize, out: usize, n: i32): void {
  const one = f32x4.splat(1);
  for (; n > 0; n -= 4) {
    const value = loadLanes(y, n);
    const slope = f32x4.mul(value, f32x4.sub(one, value));
    storeLanes(out, f32x4.mul(loadLanes(dy, n), slope), n);
    dy += 16;
    y += 16;
    out += 16;
  }
}
