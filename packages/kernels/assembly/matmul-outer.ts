// Products of a column and a row: every element is one product, added to 0 as all sums are, then to what is there.
// A part of the row stays in registers while the matrix is gone through from top to bottom.
import { addProduct, loadLanes, storeLanes } from './lanes';

/** out[m, n] = a[m] · b[n], added to the addend if there is one. */
export function outerProduct(a: usize, b: usize, addend: usize, out: usize, m: i32, n: i32): void {
  const end = a + ((<usize>m) << 2);
  const row = (<usize>n) << 2;
  for (; n > 0; n -= 16) {
    if (n < 16) {
      for (let left = n, at: usize = 0; left > 0; left -= 4, at += 16)
        columns4(a, end, b + at, addend ? addend + at : 0, out + at, row, left);
    } else if (addend) addColumns16(a, end, b, addend, out, row);
    else setColumns16(a, end, b, out, row);
    b += 64;
    out += 64;
    if (addend) addend += 64;
  }
}

function setColumns16(a: usize, end: usize, b: usize, out: usize, row: usize): void {
  const zero = f32x4.splat(0);
  const b0 = v128.load(b);
  const b1 = v128.load(b, 16);
  const b2 = v128.load(b, 32);
  const b3 = v128.load(b, 48);
  for (; a < end; a += 4) {
    const x = v128.load32_splat(a);
    v128.store(out, addProduct(zero, x, b0));
    v128.store(out, addProduct(zero, x, b1), 16);
    v128.store(out, addProduct(zero, x, b2), 32);
    v128.store(out, addProduct(zero, x, b3), 48);
    out += row;
  }
}

function addColumns16(a: usize, end: usize, b: usize, addend: usize, out: usize, row: usize): void {
  const zero = f32x4.splat(0);
  const b0 = v128.load(b);
  const b1 = v128.load(b, 16);
  const b2 = v128.load(b, 32);
  const b3 = v128.load(b, 48);
  for (; a < end; a += 4) {
    const x = v128.load32_splat(a);
    v128.store(out, f32x4.add(v128.load(addend), addProduct(zero, x, b0)));
    v128.store(out, f32x4.add(v128.load(addend, 16), addProduct(zero, x, b1)), 16);
    v128.store(out, f32x4.add(v128.load(addend, 32), addProduct(zero, x, b2)), 32);
    v128.store(out, f32x4.add(v128.load(addend, 48), addProduct(zero, x, b3)), 48);
    addend += row;
    out += row;
  }
}

/** At most four columns. */
function columns4(a: usize, end: usize, b: usize, addend: usize, out: usize, row: usize, count: i32): void {
  const zero = f32x4.splat(0);
  const b0 = loadLanes(b, count);
  for (; a < end; a += 4) {
    const product = addProduct(zero, v128.load32_splat(a), b0);
    storeLanes(out, addend ? f32x4.add(loadLanes(addend, count), product) : product, count);
    if (addend) addend += row;
    out += row;
  }
}

/** See `Kernels.outerPair` in `src/kernels.ts`. */
export function outerPair(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  addend: usize,
  out: usize,
  batch: i32,
  m: i32,
  n: i32,
  aStride: i32,
  bStride: i32,
  cStride: i32,
  dStride: i32,
): void {
  const row = (<usize>n) << 2;
  for (; batch > 0; batch--) {
    const end = a + ((<usize>m) << 2);
    let at: usize = 0;
    for (; at + 64 <= row; at += 64) pairColumns16(a, end, b + at, c, d + at, addend + at, out + at, row);
    for (; at < row; at += 16) {
      const count = <i32>((row - at) >> 2);
      pairColumns4(a, end, b + at, c, d + at, addend + at, out + at, row, count);
    }
    a += aStride << 2;
    b += bStride << 2;
    c += cStride << 2;
    d += dStride << 2;
    addend += <usize>m * row;
    out += <usize>m * row;
  }
}

/** Once the first product is added, a sum is −0 no more, so that the second need not be added to 0 before. */
function pairColumns16(
  a: usize,
  end: usize,
  b: usize,
  c: usize,
  d: usize,
  addend: usize,
  out: usize,
  row: usize,
): void {
  const zero = f32x4.splat(0);
  const b0 = v128.load(b);
  const b1 = v128.load(b, 16);
  const b2 = v128.load(b, 32);
  const b3 = v128.load(b, 48);
  const d0 = v128.load(d);
  const d1 = v128.load(d, 16);
  const d2 = v128.load(d, 32);
  const d3 = v128.load(d, 48);
  for (; a < end; a += 4) {
    const x = v128.load32_splat(a);
    const y = v128.load32_splat(c);
    const sum0 = f32x4.add(v128.load(addend), addProduct(zero, x, b0));
    v128.store(out, addProduct(sum0, y, d0));
    const sum1 = f32x4.add(v128.load(addend, 16), addProduct(zero, x, b1));
    v128.store(out, addProduct(sum1, y, d1), 16);
    const sum2 = f32x4.add(v128.load(addend, 32), addProduct(zero, x, b2));
    v128.store(out, addProduct(sum2, y, d2), 32);
    const sum3 = f32x4.add(v128.load(addend, 48), addProduct(zero, x, b3));
    v128.store(out, addProduct(sum3, y, d3), 48);
    c += 4;
    addend += row;
    out += row;
  }
}

/** At most four columns. */
function pairColumns4(
  a: usize,
  end: usize,
  b: usize,
  c: usize,
  d: usize,
  addend: usize,
  out: usize,
  row: usize,
  count: i32,
): void {
  const zero = f32x4.splat(0);
  const b0 = loadLanes(b, count);
  const d0 = loadLanes(d, count);
  for (; a < end; a += 4) {
    const sum = f32x4.add(loadLanes(addend, count), addProduct(zero, v128.load32_splat(a), b0));
    storeLanes(out, addProduct(sum, v128.load32_splat(c), d0), count);
    c += 4;
    addend += row;
    out += row;
  }
}
