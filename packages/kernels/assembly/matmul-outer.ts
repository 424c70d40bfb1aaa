// Products of a column and a row: every element is one product, added to 0 as all sums are, then to what is there.
import { addProduct, loadLanes, storeLanes } from './lanes';

/** out[m, n] = a[m] · b[n], added to the addend if there is one. */
export function outerProduct(a: usize, b: usize, addend: usize, out: usize, m: i32, n: i32): void {
  for (const end = a + ((<usize>m) << 2); a < end; a += 4) {
    const x = v128.load32_splat(a);
    if (addend) {
      addRow(x, b, addend, out, n);
      addend += (<usize>n) << 2;
    } else setRow(x, b, out, n);
    out += (<usize>n) << 2;
  }
}

function setRow(x: v128, b: usize, out: usize, n: i32): void {
  const zero = f32x4.splat(0);
  for (; n >= 8; n -= 8) {
    v128.store(out, addProduct(zero, x, v128.load(b)));
    v128.store(out, addProduct(zero, x, v128.load(b, 16)), 16);
    b += 32;
    out += 32;
  }
  for (; n > 0; n -= 4) {
    storeLanes(out, addProduct(zero, x, loadLanes(b, n)), n);
    b += 16;
    out += 16;
  }
}

function addRow(x: v128, b: usize, addend: usize, out: usize, n: i32): void {
  const zero = f32x4.splat(0);
  for (; n >= 8; n -= 8) {
    v128.store(out, f32x4.add(v128.load(addend), addProduct(zero, x, v128.load(b))));
    v128.store(out, f32x4.add(v128.load(addend, 16), addProduct(zero, x, v128.load(b, 16))), 16);
    b += 32;
    addend += 32;
    out += 32;
  }
  for (; n > 0; n -= 4) {
    storeLanes(out, f32x4.add(loadLanes(addend, n), addProduct(zero, x, loadLanes(b, n))), n);
    b += 16;
    addend += 16;
    out += 16;
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
    for (let i: usize = 0; i < (<usize>m) << 2; i += 4) {
      addTwoRows(v128.load32_splat(a + i), b, v128.load32_splat(c + i), d, addend, out, n);
      addend += row;
      out += row;
    }
    a += aStride << 2;
    b += bStride << 2;
    c += cStride << 2;
    d += dStride << 2;
  }
}

/** Once the first product is added, a sum is −0 no more, so that the second need not be added to 0 before. */
function addTwoRows(x: v128, b: usize, y: v128, d: usize, addend: usize, out: usize, n: i32): void {
  const zero = f32x4.splat(0);
  for (; n >= 4; n -= 4) {
    const sum = f32x4.add(v128.load(addend), addProduct(zero, x, v128.load(b)));
    v128.store(out, addProduct(sum, y, v128.load(d)));
    b += 16;
    d += 16;
    addend += 16;
    out += 16;
  }
  if (n > 0) {
    const sum = f32x4.add(loadLanes(addend, n), addProduct(zero, x, loadLanes(b, n)));
    storeLanes(out, addProduct(sum, y, loadLanes(d, n)), n);
  }
}
