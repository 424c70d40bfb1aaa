// Products of one matrix and two vectors: it is read, and its blocks are transposed, once for both.
import { addProduct, gatherLanes } from './lanes';

/** See `Kernels.twoVectors` in `src/kernels.ts`. */
export function twoVectors(
  a: usize,
  x: usize,
  y: usize,
  out: usize,
  secondOut: usize,
  batch: i32,
  m: i32,
  k: i32,
  transposeA: i32,
  aStride: i32,
  xStride: i32,
  yStride: i32,
): void {
  const row = (<usize>(transposeA ? m : k)) << 2;
  for (; batch > 0; batch--) {
    if (transposeA) columns(a, row, x, y, out, secondOut, m, k);
    else rows(a, row, x, y, out, secondOut, m, k);
    a += (<usize>aStride) << 2;
    x += (<usize>xStride) << 2;
    y += (<usize>yStride) << 2;
    out += (<usize>m) << 2;
    secondOut += (<usize>m) << 2;
  }
}

function rows(a: usize, row: usize, x: usize, y: usize, out: usize, secondOut: usize, m: i32, k: i32): void {
  for (let i = 0; i < m; i += 8) {
    // The last rows once more, together with their neighbours, come to the same bits.
    const first = <usize>min(i, m - 8);
    rows8(a + first * row, row, x, y, k, out + (first << 2), secondOut + (first << 2));
  }
}

function columns(
  a: usize,
  row: usize,
  x: usize,
  y: usize,
  out: usize,
  secondOut: usize,
  m: i32,
  k: i32,
): void {
  let i = 0;
  for (; i + 16 <= m; i += 16) {
    const at = (<usize>i) << 2;
    columns16(a + at, row, x, y, k, out + at, secondOut + at);
  }
  for (; i < m; i += 4) {
    const at = (<usize>min(i, m - 4)) << 2;
    columns4(a + at, row, x, y, k, out + at, secondOut + at);
  }
}

function columns16(a: usize, row: usize, x: usize, y: usize, k: i32, out: usize, secondOut: usize): void {
  let x0 = f32x4.splat(0);
  let x1 = x0;
  let x2 = x0;
  let x3 = x0;
  let y0 = x0;
  let y1 = x0;
  let y2 = x0;
  let y3 = x0;
  for (; k > 0; k--) {
    const u = v128.load32_splat(x);
    const v = v128.load32_splat(y);
    const a0 = v128.load(a);
    x0 = addProduct(x0, u, a0);
    y0 = addProduct(y0, v, a0);
    const a1 = v128.load(a, 16);
    x1 = addProduct(x1, u, a1);
    y1 = addProduct(y1, v, a1);
    const a2 = v128.load(a, 32);
    x2 = addProduct(x2, u, a2);
    y2 = addProduct(y2, v, a2);
    const a3 = v128.load(a, 48);
    x3 = addProduct(x3, u, a3);
    y3 = addProduct(y3, v, a3);
    a += row;
    x += 4;
    y += 4;
  }
  v128.store(out, x0);
  v128.store(out, x1, 16);
  v128.store(out, x2, 32);
  v128.store(out, x3, 48);
  v128.store(secondOut, y0);
  v128.store(secondOut, y1, 16);
  v128.store(secondOut, y2, 32);
  v128.store(secondOut, y3, 48);
}

function columns4(a: usize, row: usize, x: usize, y: usize, k: i32, out: usize, secondOut: usize): void {
  let first = f32x4.splat(0);
  let second = first;
  for (; k > 0; k--) {
    const column = v128.load(a);
    first = addProduct(first, v128.load32_splat(x), column);
    second = addProduct(second, v128.load32_splat(y), column);
    a += row;
    x += 4;
    y += 4;
  }
  v128.store(out, first);
  v128.store(secondOut, second);
}

/** Lanes are rows, so blocks of four columns are transposed on the way: sums keep their order. */
function rows8(a: usize, row: usize, x: usize, y: usize, k: i32, out: usize, secondOut: usize): void {
  const lower = 4 * row;
  let x0 = f32x4.splat(0);
  let x1 = x0;
  let y0 = x0;
  let y1 = x0;
  for (; k >= 2; k -= 2) {
    const top = firstTwo(a, row);
    const next = firstTwo(a + 2 * row, row);
    const bottom = firstTwo(a + lower, row);
    const last = firstTwo(a + lower + 2 * row, row);
    const even = v128.shuffle<f32>(top, next, 0, 2, 4, 6);
    const odd = v128.shuffle<f32>(top, next, 1, 3, 5, 7);
    const lowerEven = v128.shuffle<f32>(bottom, last, 0, 2, 4, 6);
    const lowerOdd = v128.shuffle<f32>(bottom, last, 1, 3, 5, 7);
    const u = v128.load32_splat(x);
    const v = v128.load32_splat(y);
    x0 = addProduct(x0, u, even);
    y0 = addProduct(y0, v, even);
    x1 = addProduct(x1, u, lowerEven);
    y1 = addProduct(y1, v, lowerEven);
    const nextU = v128.load32_splat(x, 4);
    const nextV = v128.load32_splat(y, 4);
    x0 = addProduct(x0, nextU, odd);
    y0 = addProduct(y0, nextV, odd);
    x1 = addProduct(x1, nextU, lowerOdd);
    y1 = addProduct(y1, nextV, lowerOdd);
    a += 8;
    x += 8;
    y += 8;
  }
  if (k > 0) {
    const four = gatherLanes(a, row, 4);
    const lowerFour = gatherLanes(a + lower, row, 4);
    x0 = addProduct(x0, v128.load32_splat(x), four);
    y0 = addProduct(y0, v128.load32_splat(y), four);
    x1 = addProduct(x1, v128.load32_splat(x), lowerFour);
    y1 = addProduct(y1, v128.load32_splat(y), lowerFour);
  }
  v128.store(out, x0);
  v128.store(out, x1, 16);
  v128.store(secondOut, y0);
  v128.store(secondOut, y1, 16);
}

/** Two elements of a row, then two of the next. */
function firstTwo(a: usize, row: usize): v128 {
  return v128.load64_lane(a + row, v128.load64_zero(a), 1);
}
