import { exp } from './exp-pairs';
import { expOfNegative } from './fdlibm-exp-pairs';
import { logOfPair } from './fdlibm-log-pairs';
import { largest } from './fold';
import { loadPair, storePair, storePairs } from './pairs';

// Whether exponentials are wanted themselves, rounded to float32, or for the logarithm of their sum, which may cancel most
// of it: a type, so that each has a loop of its own.
class Kept {}
class Summed {}

/**
 * See `SoftmaxKernels.softmax` in `src/softmax-kernels.ts`. The largest of a row is taken before the exponentials of the row
 * above, and shares after those of the row below, so that nothing waits for the end of a sum.
 */
export function softmax(x: usize, out: usize, rows: i32, length: i32): void {
  if (rows <= 0 || length <= 0) return;
  const step = (<usize>length) << 2;
  let top = largest(x, length);
  let total: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const nextTop = i + 1 < rows ? largest(x + step, length) : 0;
    const nextTotal = sumOfExps<Kept>(x, out, length, top);
    if (i > 0) multiply(out - step, length, f64x2.splat(1 / total));
    top = nextTop;
    total = nextTotal;
    x += step;
    out += step;
  }
  multiply(out - step, length, f64x2.splat(1 / total));
}

/** Each of a row by `factor`, in float64. */
function multiply(row: usize, length: i32, factor: v128): void {
  for (; length >= 4; length -= 4) {
    const low = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(row)), factor);
    const high = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(row, 8)), factor);
    storePairs(row, low, high);
    row += 16;
  }
  for (; length > 0; length -= 2) {
    storePair(row, f64x2.mul(loadPair(row, length), factor), length);
    row += 8;
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
 * Σ exp(x − top): those in even places, plus those in odd ones. Engines load the constants of a loop before it if it
 * cannot be left before their use: hence the question at its end.
 */
function sumOfExps<Use>(x: usize, out: usize, length: i32, top: f64): f64 {
  let sums = f64x2.splat(0);
  if (length >= 4)
    do {
      const four = v128.load(x);
      const low = expOfDifference<Use>(f64x2.promote_low_f32x4(four), top);
      const high = expOfDifference<Use>(f64x2.promote_low_f32x4(v128.shuffle<f64>(four, four, 1, 1)), top);
      if (idof<Use>() == idof<Kept>()) {
        storePairs(out, low, high);
        out += 16;
      }
      sums = f64x2.add(f64x2.add(sums, low), high);
      x += 16;
      length -= 4;
    } while (length >= 4);
  for (; length > 0; length -= 2) {
    const exps = expOfDifference<Use>(loadPair(x, length), top);
    if (idof<Use>() == idof<Kept>()) storePair(out, exps, length);
    sums = f64x2.add(sums, length > 1 ? exps : f64x2.replace_lane(exps, 1, 0));
    x += 8;
    out += 8;
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

function expOfDifference<Use>(x: v128, top: f64): v128 {
  const difference = f64x2.sub(x, f64x2.splat(top));
  return idof<Use>() == idof<Kept>() ? exp(difference) : expOfNegative(difference);
}

/** The logarithm of a sum that is at least 1, or NaN. */
function logOfSum(total: f64): f64 {
  return total == total ? f64x2.extract_lane(logOfPair(f64x2.splat(total)), 0) : total;
}
