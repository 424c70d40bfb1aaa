// Sums of float32 in float64, in order, divided and rounded once. An addition takes as long as four cycles, and the next
// of the same sum has to wait for it: sums side by side fill the time.
import { loadLanes, storeLanes } from './lanes';

/** Sums of rows, four at a time. */
export function sumRows(x: usize, out: usize, rows: i32, length: i32, divisor: f64): void {
  const step = (<usize>length) << 2;
  for (; rows >= 4; rows -= 4) {
    sumFourRows(x, step, out, divisor);
    x += step << 2;
    out += 16;
  }
  for (; rows > 0; rows--) {
    store<f32>(out, <f32>(sum(x, length) / divisor));
    x += step;
    out += 4;
  }
}

function sum(x: usize, length: i32): f64 {
  let total: f64 = 0;
  for (; length >= 4; length -= 4) {
    total += <f64>load<f32>(x);
    total += <f64>load<f32>(x, 4);
    total += <f64>load<f32>(x, 8);
    total += <f64>load<f32>(x, 12);
    x += 16;
  }
  for (; length > 0; length--) {
    total += <f64>load<f32>(x);
    x += 4;
  }
  return total;
}

function sumFourRows(x: usize, step: usize, out: usize, divisor: f64): void {
  let a: f64 = 0;
  let b: f64 = 0;
  let c: f64 = 0;
  let d: f64 = 0;
  for (const end = x + step; x < end; x += 4) {
    a += <f64>load<f32>(x);
    b += <f64>load<f32>(x + step);
    c += <f64>load<f32>(x + 2 * step);
    d += <f64>load<f32>(x + 3 * step);
  }
  store<f32>(out, <f32>(a / divisor));
  store<f32>(out, <f32>(b / divisor), 4);
  store<f32>(out, <f32>(c / divisor), 8);
  store<f32>(out, <f32>(d / divisor), 12);
}

/** Sums of columns, eight at a time, then four. */
export function sumColumns(x: usize, out: usize, length: i32, inner: i32, divisor: f64): void {
  const step = (<usize>inner) << 2;
  for (; inner >= 8; inner -= 8) {
    sumEightColumns(x, step, out, length, divisor);
    x += 32;
    out += 32;
  }
  for (; inner > 0; inner -= 4) {
    sumFourColumns(x, step, out, length, inner, divisor);
    x += 16;
    out += 16;
  }
}

function sumEightColumns(x: usize, step: usize, out: usize, length: i32, divisor: f64): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  for (; length > 0; length--) {
    a = f64x2.add(a, firstTwo(v128.load64_zero(x)));
    b = f64x2.add(b, firstTwo(v128.load64_zero(x, 8)));
    c = f64x2.add(c, firstTwo(v128.load64_zero(x, 16)));
    d = f64x2.add(d, firstTwo(v128.load64_zero(x, 24)));
    x += step;
  }
  v128.store(out, quotients(a, b, divisor));
  v128.store(out, quotients(c, d, divisor), 16);
}

function sumFourColumns(x: usize, step: usize, out: usize, length: i32, count: i32, divisor: f64): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; length > 0; length--) {
    const four = loadLanes(x, count);
    low = f64x2.add(low, firstTwo(four));
    high = f64x2.add(high, lastTwo(four));
    x += step;
  }
  storeLanes(out, quotients(low, high, divisor), count);
}

function firstTwo(four: v128): v128 {
  return f64x2.promote_low_f32x4(four);
}

function lastTwo(four: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 1));
}

function quotients(low: v128, high: v128, divisor: f64): v128 {
  const first = f32x4.demote_f64x2_zero(f64x2.div(low, f64x2.splat(divisor)));
  const second = f32x4.demote_f64x2_zero(f64x2.div(high, f64x2.splat(divisor)));
  return v128.shuffle<i64>(first, second, 0, 2);
}
