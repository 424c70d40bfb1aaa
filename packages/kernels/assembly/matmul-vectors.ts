// Products of one matrix and two vectors: its blocks are transposed once for both.
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
  aStride: i32,
  xStride: i32,
  yStride: i32,
): void {
  const row = (<usize>k) << 2;
  for (; batch > 0; batch--) {
    for (let i = 0; i < m; i += 8) {
      // The last rows once more, together with their neighbours, come to the same bits.
      const first = <usize>min(i, m - 8);
      rows8(a + first * row, row, x, y, k, out + (first << 2), secondOut + (first << 2));
    }
    a += (<usize>aStride) << 2;
    x += (<usize>xStride) << 2;
    y += (<usize>yStride) << 2;
    out += (<usize>m) << 2;
    secondOut += (<usize>m) << 2;
  }
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
