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
