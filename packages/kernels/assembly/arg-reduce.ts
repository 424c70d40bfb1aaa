import * as code from './generated/arg-reduce-codes';
import { loadLanes, storeLanes } from './lanes';

// Numbers are types, so that each kind has loops of its own. The smallest is the largest of those with all bits, or the
// sign, turned.
class Float {}
class Int {}

const SIGN: i32 = i32.MIN_VALUE;

function isLarger<Kind>(x: v128, y: v128): v128 {
  return idof<Kind>() == idof<Float>() ? f32x4.gt(x, y) : i32x4.gt_s(x, y);
}

/** See `ReduceKernels.argReduce` in `src/reduce-kernels.ts`. */
export function argReduce(operation: i32, x: usize, out: usize, outer: i32, length: i32, inner: i32): void {
  for (; outer > 0; outer--) {
    searchBlock(operation, x, out, length, inner);
    x += (<usize>length * <usize>inner) << 2;
    out += (<usize>inner) << 2;
  }
}

function searchBlock(operation: i32, x: usize, out: usize, length: i32, inner: i32): void {
  switch (operation) {
    case code.ARG_MAX:
      return search<Float>(x, out, length, inner, 0);
    case code.ARG_MIN:
      return search<Float>(x, out, length, inner, SIGN);
    case code.ARG_MAX_INT:
      return search<Int>(x, out, length, inner, 0);
    case code.ARG_MIN_INT:
      return search<Int>(x, out, length, inner, -1);
  }
}

function search<Kind>(x: usize, out: usize, length: i32, inner: i32, turned: i32): void {
  if (inner == 1) store<i32>(out, searchRow<Kind>(x, length, i32x4.splat(turned)));
  else searchColumns<Kind>(x, out, length, inner, i32x4.splat(turned));
}

function searchColumns<Kind>(x: usize, out: usize, length: i32, inner: i32, turned: v128): void {
  const step = (<usize>inner) << 2;
  for (; inner > 0; inner -= 4) {
    let best = v128.xor(loadLanes(x, inner), turned);
    let place = i32x4.splat(0);
    let at = x;
    for (let i = 1; i < length; i++) {
      at += step;
      const next = v128.xor(loadLanes(at, inner), turned);
      const larger = isLarger<Kind>(next, best);
      best = v128.bitselect(next, best, larger);
      place = v128.bitselect(i32x4.splat(i), place, larger);
    }
    storeLanes(out, place, inner);
    x += 16;
    out += 16;
  }
}

/** Four lanes search every fourth element each, and all of them the last few. */
function searchRow<Kind>(x: usize, length: i32, turned: v128): i32 {
  let best = v128.xor(v128.load32_splat(x), turned);
  let place = i32x4.splat(0);
  let index = i32x4(0, 1, 2, 3);
  for (; length >= 4; length -= 4) {
    const next = v128.xor(v128.load(x), turned);
    const larger = isLarger<Kind>(next, best);
    best = v128.bitselect(next, best, larger);
    place = v128.bitselect(index, place, larger);
    index = i32x4.add(index, i32x4.splat(4));
    x += 16;
  }
  index = i32x4.splat(i32x4.extract_lane(index, 0));
  for (; length > 0; length--) {
    const next = v128.xor(v128.load32_splat(x), turned);
    const larger = isLarger<Kind>(next, best);
    best = v128.bitselect(next, best, larger);
    place = v128.bitselect(index, place, larger);
    index = i32x4.add(index, i32x4.splat(1));
    x += 4;
  }
  return firstOfBest<Kind>(best, place);
}

/** The lowest place among lanes that none is larger than. */
function firstOfBest<Kind>(best: v128, place: v128): i32 {
  const otherHalf = v128.shuffle<i64>(best, best, 1, 0);
  const otherOdd = v128.shuffle<i32>(best, best, 1, 0, 3, 2);
  const across = v128.shuffle<i32>(best, best, 3, 2, 1, 0);
  const beaten = v128.or(
    v128.or(isLarger<Kind>(otherHalf, best), isLarger<Kind>(otherOdd, best)),
    isLarger<Kind>(across, best),
  );
  const open = v128.or(place, v128.and(beaten, i32x4.splat(i32.MAX_VALUE)));
  const two = i32x4.min_s(open, v128.shuffle<i64>(open, open, 1, 0));
  return i32x4.extract_lane(i32x4.min_s(two, v128.shuffle<i32>(two, two, 1, 0, 3, 2)), 0);
}
