// Gradients of tanh and the logistic function from their values, computed in float64 and rounded once.
import { loadPair, storePair } from './pairs';

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
