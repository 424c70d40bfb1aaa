// Reductions by an operation of two lanes each.
import { gatherLanes, loadLanes, storeLanes } from './lanes';

// Operations are types, so that each has loops of its own.
export class Max {}
export class Min {}
export class Prod {}
export class SumInt {}
export class MaxInt {}
export class MinInt {}

function join<Operation>(a: v128, b: v128): v128 {
  if (idof<Operation>() == idof<Max>()) return f32x4.max(a, b);
  if (idof<Operation>() == idof<Min>()) return f32x4.min(a, b);
  if (idof<Operation>() == idof<Prod>()) return f32x4.mul(a, b);
  if (idof<Operation>() == idof<SumInt>()) return i32x4.add(a, b);
  if (idof<Operation>() == idof<MaxInt>()) return i32x4.max_s(a, b);
  return i32x4.min_s(a, b);
}

/** Each column by itself, in order; sixteen at a time, then four. */
export function columns<Operation>(x: usize, out: usize, length: i32, inner: i32): void {
  const step = (<usize>inner) << 2;
  for (; inner >= 16; inner -= 16) {
    foldSixteen<Operation>(x, step, out, length);
    x += 64;
    out += 64;
  }
  for (; inner > 0; inner -= 4) {
    let all = loadLanes(x, inner);
    let at = x;
    for (let i = 1; i < length; i++) {
      at += step;
      all = join<Operation>(all, loadLanes(at, inner));
    }
    storeLanes(out, all, inner);
    x += 16;
    out += 16;
  }
}

function foldSixteen<Operation>(x: usize, step: usize, out: usize, length: i32): void {
  let a = v128.load(x);
  let b = v128.load(x, 16);
  let c = v128.load(x, 32);
  let d = v128.load(x, 48);
  for (let i = 1; i < length; i++) {
    x += step;
    a = join<Operation>(a, v128.load(x));
    b = join<Operation>(b, v128.load(x, 16));
    c = join<Operation>(c, v128.load(x, 32));
    d = join<Operation>(d, v128.load(x, 48));
  }
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
}

/** Four rows at a time, each in order. */
export function rowsInOrder<Operation>(x: usize, out: usize, rows: i32, length: i32): void {
  const step = (<usize>length) << 2;
  for (; rows > 0; rows -= 4) {
    const count = min(rows, 4);
    let all = gatherLanes(x, step, count);
    for (let at: usize = 4; at < step; at += 4) all = join<Operation>(all, gatherLanes(x + at, step, count));
    storeLanes(out, all, count);
    x += step << 2;
    out += 16;
  }
}

/** One row after the other, four elements at a time: for operations that do not mind the order. */
export function rows<Operation>(x: usize, out: usize, count: i32, length: i32): void {
  for (; count > 0; count--) {
    v128.store_lane<u32>(out, foldRow<Operation>(x, length), 0);
    x += (<usize>length) << 2;
    out += 4;
  }
}

/** The largest of a row, NaN if one is. */
export function largest(x: usize, length: i32): f32 {
  return f32x4.extract_lane(foldRow<Max>(x, length), 0);
}

function foldRow<Operation>(x: usize, length: i32): v128 {
  let all = one<Operation>(x);
  const odd = length & 3;
  for (let i = 1; i < odd; i++) all = join<Operation>(all, one<Operation>(x + ((<usize>i) << 2)));
  x += (<usize>odd) << 2;
  length -= odd;
  if (odd == 0) {
    all = v128.load(x);
    x += 16;
    length -= 4;
  }
  if (length >= 4) {
    let others = v128.load(x);
    for (; length >= 12; length -= 8) {
      all = join<Operation>(all, v128.load(x, 16));
      others = join<Operation>(others, v128.load(x, 32));
      x += 32;
    }
    all = join<Operation>(all, others);
    if (length == 8) all = join<Operation>(all, v128.load(x, 16));
  }
  all = join<Operation>(all, v128.shuffle<i64>(all, all, 1, 0));
  return join<Operation>(all, v128.shuffle<i32>(all, all, 1, 0, 3, 2));
}

/** One element; in the other lanes what changes nothing. */
function one<Operation>(x: usize): v128 {
  return idof<Operation>() == idof<SumInt>() ? v128.load32_zero(x) : v128.load32_splat(x);
}
