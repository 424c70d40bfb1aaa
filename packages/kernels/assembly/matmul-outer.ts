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
    // The last of an odd number of rows comes twice, with equal results if it is read before it is written.
    for (let i: usize = 0; i < (<usize>m) << 2; i += 8) {
      const next: usize = i + 4 < (<usize>m) << 2 ? 4 : 0;
      addToTwoRows(a + i, b, c + i, d, addend, out, n, next, next ? row : 0);
      addend += row + (next ? row : 0);
      out += row + (next ? row : 0);
    }
    a += aStride << 2;
    b += bStride << 2;
    c += cStride << 2;
    d += dStride << 2;
  }
}

/**
 * Two rows at a time, since they share b and d. Once the first product is added, a sum is −0 no more, so that the second
 * need not be added to 0 before.
 * @param next - bytes to the next element of a and c; `row`: bytes to the next row.
 */
function addToTwoRows(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  addend: usize,
  out: usize,
  n: i32,
  next: usize,
  row: usize,
): void {
  const zero = f32x4.splat(0);
  const x0 = v128.load32_splat(a);
  const x1 = v128.load32_splat(a + next);
  const y0 = v128.load32_splat(c);
  const y1 = v128.load32_splat(c + next);
  for (; n >= 8; n -= 8) {
    const sum0 = f32x4.add(v128.load(addend), addProduct(zero, x0, v128.load(b)));
    const sum1 = f32x4.add(v128.load(addend + row), addProduct(zero, x1, v128.load(b)));
    const sum2 = f32x4.add(v128.load(addend, 16), addProduct(zero, x0, v128.load(b, 16)));
    const sum3 = f32x4.add(v128.load(addend + row, 16), addProduct(zero, x1, v128.load(b, 16)));
    v128.store(out, addProduct(sum0, y0, v128.load(d)));
    v128.store(out + row, addProduct(sum1, y1, v128.load(d)));
    v128.store(out, addProduct(sum2, y0, v128.load(d, 16)), 16);
    v128.store(out + row, addProduct(sum3, y1, v128.load(d, 16)), 16);
    b += 32;
    d += 32;
    addend += 32;
    out += 32;
  }
  for (; n > 0; n -= 4) {
    const first = loadLanes(b, n);
    const second = loadLanes(d, n);
    const sum0 = f32x4.add(loadLanes(addend, n), addProduct(zero, x0, first));
    const sum1 = f32x4.add(loadLanes(addend + row, n), addProduct(zero, x1, first));
    storeLanes(out, addProduct(sum0, y0, second), n);
    storeLanes(out + row, addProduct(sum1, y1, second), n);
    b += 16;
    d += 16;
    addend += 16;
    out += 16;
  }
}
