import { readLines, writeLines } from './lines';

/** See `ScanKernels.linearRecurrence` in `src/scan-kernels.ts`. Where the last axis has length 1, blocks are side by side as columns would. */
export function linearRecurrence(
  a: usize,
  b: usize,
  out: usize,
  outer: i32,
  length: i32,
  inner: i32,
  reverse: i32,
): void {
  const block = (<usize>length * <usize>inner) << 2;
  const step = (<usize>inner) << 2;
  const first = reverse ? block - step : 0;
  const next = reverse ? 0 - step : step;
  a += first;
  b += first;
  out += first;
  if (inner == 1) return lines(a, b, out, outer, block, length, next);
  for (; outer > 0; outer--) {
    lines(a, b, out, inner, 4, length, next);
    a += block;
    b += block;
    out += block;
  }
}

/** `count` recurrences, `apart` bytes from each other; `step` bytes from element to element. */
function lines(a: usize, b: usize, out: usize, count: i32, apart: usize, length: i32, step: usize): void {
  if (length == 0) return;
  for (; count > 0; count -= 4) {
    let y = readLines(b, apart, count);
    writeLines(out, apart, y, count);
    let at = step;
    for (let i = 1; i < length; i++) {
      y = next(y, readLines(a + at, apart, count), readLines(b + at, apart, count));
      writeLines(out + at, apart, y, count);
      at += step;
    }
    a += apart << 2;
    b += apart << 2;
    out += apart << 2;
  }
}

/** a·y + b of four float32, in float64, where the product is exact. */
function next(y: v128, a: v128, b: v128): v128 {
  const low = nextPair(y, a, b);
  const high = nextPair(upper(y), upper(a), upper(b));
  return v128.shuffle<i64>(low, high, 0, 2);
}

function nextPair(y: v128, a: v128, b: v128): v128 {
  const product = f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(y));
  return f32x4.demote_f64x2_zero(f64x2.add(product, f64x2.promote_low_f32x4(b)));
}

function upper(lanes: v128): v128 {
  return v128.shuffle<i64>(lanes, lanes, 1, 1);
}
