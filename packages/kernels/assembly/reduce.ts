import { MAX, MEAN, SUM } from './generated/reduce-codes';
import { gatherLanes, loadLanes, storeLanes } from './lanes';

/** See `ReduceKernels.reduceRows`. Four rows at a time, as each sum alone has to wait for its last addition. */
export function reduceRows(code: i32, x: usize, out: usize, rows: i32, length: i32): void {
  const step = (<usize>length) << 2;
  for (; rows > 0; rows -= 4) {
    reduceFour(code, x, step, min(rows, 4), 4, length, out);
    x += step << 2;
    out += 16;
  }
}

/** See `ReduceKernels.reduceColumns`. */
export function reduceColumns(code: i32, x: usize, out: usize, outer: i32, length: i32, inner: i32): void {
  const step = (<usize>inner) << 2;
  for (; outer > 0; outer--) {
    for (let column = 0; column < inner; column += 4) {
      const at = (<usize>column) << 2;
      reduceFour(code, x + at, 4, min(inner - column, 4), step, length, out + at);
    }
    x += <usize>length * step;
    out += step;
  }
}

/** Up to four reductions side by side: `lane` bytes from one to the next, `step` bytes from element to element. */
function reduceFour(
  code: i32,
  x: usize,
  lane: usize,
  count: i32,
  step: usize,
  length: i32,
  out: usize,
): void {
  if (code == SUM || code == MEAN) {
    const divisor: f64 = code == MEAN ? <f64>length : 1;
    sumFour(x, lane, count, step, length, divisor, out);
    return;
  }
  let best = read(x, lane, count);
  for (let i = 1; i < length; i++) {
    x += step;
    const next = read(x, lane, count);
    best = code == MAX ? f32x4.max(best, next) : f32x4.min(best, next);
  }
  storeLanes(out, best, count);
}

function sumFour(
  x: usize,
  lane: usize,
  count: i32,
  step: usize,
  length: i32,
  divisor: f64,
  out: usize,
): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; length > 0; length--) {
    const next = read(x, lane, count);
    low = f64x2.add(low, f64x2.promote_low_f32x4(next));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f64>(next, next, 1, 1)));
    x += step;
  }
  const divisors = f64x2.splat(divisor);
  const first = f32x4.demote_f64x2_zero(f64x2.div(low, divisors));
  const second = f32x4.demote_f64x2_zero(f64x2.div(high, divisors));
  storeLanes(out, v128.shuffle<f64>(first, second, 0, 2), count);
}

/** One element of each. */
function read(x: usize, lane: usize, count: i32): v128 {
  return lane == 4 ? loadLanes(x, count) : gatherLanes(x, lane, count);
}
