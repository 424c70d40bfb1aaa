import * as code from './generated/cumulate-codes';
import { readLines, writeLines } from './lines';

// Operations are types, so that each has loops of its own.
class Sum {}
class Product {}
class SumInt {}

function join<Operation>(a: v128, b: v128): v128 {
  if (idof<Operation>() == idof<Sum>()) return f32x4.add(a, b);
  if (idof<Operation>() == idof<Product>()) return f32x4.mul(a, b);
  return i32x4.add(a, b);
}

/** What changes nothing that it is joined with. Where it is a result, a sum of nothing is 0; but 0 + −0 is not −0. */
function nothing<Operation>(isResult: bool): v128 {
  if (idof<Operation>() == idof<Sum>()) return f32x4.splat(isResult ? 0 : -0.0);
  if (idof<Operation>() == idof<Product>()) return f32x4.splat(1);
  return i32x4.splat(0);
}

/** See `ScanKernels.cumulate` in `src/scan-kernels.ts`. */
export function cumulate(
  operation: i32,
  x: usize,
  out: usize,
  outer: i32,
  length: i32,
  inner: i32,
  exclusive: i32,
  reverse: i32,
): void {
  switch (operation) {
    case code.CUMSUM:
      return blocks<Sum>(x, out, outer, length, inner, exclusive, reverse);
    case code.CUMPROD:
      return blocks<Product>(x, out, outer, length, inner, exclusive, reverse);
    case code.CUMSUM_INT:
      return blocks<SumInt>(x, out, outer, length, inner, exclusive, reverse);
  }
}

/** Where the last axis has length 1, blocks lie side by side as columns would. */
function blocks<Operation>(
  x: usize,
  out: usize,
  outer: i32,
  length: i32,
  inner: i32,
  exclusive: i32,
  reverse: i32,
): void {
  const block = (<usize>length * <usize>inner) << 2;
  const step = (<usize>inner) << 2;
  const first = reverse ? block - step : 0;
  const next = reverse ? 0 - step : step;
  x += first;
  out += first;
  if (inner == 1) return lines<Operation>(x, out, outer, block, length, next, exclusive);
  for (; outer > 0; outer--) {
    lines<Operation>(x, out, inner, 4, length, next, exclusive);
    x += block;
    out += block;
  }
}

/** `count` running results, `apart` bytes from each other; `step` bytes from element to element. */
function lines<Operation>(
  x: usize,
  out: usize,
  count: i32,
  apart: usize,
  length: i32,
  step: usize,
  exclusive: i32,
): void {
  for (; count > 0; count -= 4) {
    let all = nothing<Operation>(exclusive != 0);
    for (let i: usize = 0, at: usize = 0; i < <usize>length; i++) {
      const elements = readLines(x + at, apart, count);
      const before = all;
      all = join<Operation>(all, elements);
      writeLines(out + at, apart, exclusive ? before : all, count);
      at += step;
    }
    x += apart << 2;
    out += apart << 2;
  }
}
