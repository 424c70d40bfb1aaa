import { exp } from './exp-pairs';
import { expOfNegative } from './fdlibm-exp-pairs';
import { logOfPair } from './fdlibm-log-pairs';
import { largest } from './fold';
import { loadPair, storePair } from './pairs';

// Whether exponentials are wanted themselves, rounded to float32, or for the logarithm of their sum, which may cancel most
// of it: a type, so that each has a loop of its own.
class Kept {}
class Summed {}

/** See `SoftmaxKernels.softmax` in `src/softmax-kernels.ts`. */
export function softmax(x: usize, out: usize, rows: i32, length: i32): void {
  const step = (<usize>length) << 2;
  for (; rows > 0; rows--) {
    const total = sumOfExps<Kept>(x, out, length, largest(x, length));
    const share = f64x2.splat(1 / total);
    for (let left = length, at = out; left > 0; left -= 2) {
      storePair(at, f64x2.mul(loadPair(at, left), share), left);
      at += 8;
    }
    x += step;
    out += step;
  }
}

/** See `SoftmaxKernels.logSoftmax` in `src/softmax-kernels.ts`. */
export function logSoftmax(x: usize, out: usize, rows: i32, length: i32): void {
  for (; rows > 0; rows--) {
    const top = largest(x, length);
    const log = f64x2.splat(logOfSum(sumOfExps<Summed>(x, 0, length, top)));
    for (let left = length; left > 0; left -= 2) {
      storePair(out, f64x2.sub(f64x2.sub(loadPair(x, left), f64x2.splat(top)), log), left);
      const count = <usize>min(left, 2);
      x += count << 2;
      out += count << 2;
    }
  }
}

/** See `SoftmaxKernels.logSumExp` in `src/softmax-kernels.ts`. */
export function logSumExp(x: usize, out: usize, rows: i32, length: i32): void {
  for (; rows > 0; rows--) {
    const top = largest(x, length);
    const finite = abs(top) < Infinity;
    store<f32>(out, <f32>(finite ? top + logOfSum(sumOfExps<Summed>(x, 0, length, top)) : top));
    x += (<usize>length) << 2;
    out += 4;
  }
}

/**
 * Σ exp(x − top), in ascending order. Engines load the constants of a loop before it if it cannot be left before their
 * use: hence the exit in the middle.
 */
function sumOfExps<Use>(x: usize, out: usize, length: i32, top: f64): f64 {
  let total: f64 = 0;
  if (length <= 0) return total;
  for (; true; length -= 2) {
    const difference = f64x2.sub(loadPair(x, length), f64x2.splat(top));
    const exps = idof<Use>() == idof<Kept>() ? exp(difference) : expOfNegative(difference);
    if (idof<Use>() == idof<Kept>()) {
      storePair(out, exps, length);
      out += 8;
    }
    total += f64x2.extract_lane(exps, 0);
    if (length < 2) break;
    total += f64x2.extract_lane(exps, 1);
    if (length == 2) break;
    x += 8;
  }
  return total;
}

/** The logarithm of a sum that is at least 1, or NaN. */
function logOfSum(total: f64): f64 {
  return total == total ? f64x2.extract_lane(logOfPair(f64x2.splat(total)), 0) : total;
}
