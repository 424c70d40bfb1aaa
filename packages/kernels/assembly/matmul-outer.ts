// Products of a column and a row: every element is one product, added to 0 as all sums are, or to what is there.
import { addProduct, loadLanes, storeLanes } from './lanes';

/** out[m, n] = a[m] · b[n], or with `accumulate` out += a · b. */
export function outerProduct(a: usize, b: usize, out: usize, m: i32, n: i32, accumulate: i32): void {
  const zero = f32x4.splat(0);
  for (; m > 0; m--) {
    const x = v128.load32_splat(a);
    let from = b;
    for (let left = n; left > 0; left -= 4) {
      const sum = addProduct(zero, x, loadLanes(from, left));
      storeLanes(out, accumulate ? f32x4.add(loadLanes(out, left), sum) : sum, left);
      from += 16;
      out += 16;
    }
    // The last group may have been shorter than four.
    out -= (<usize>(-n & 3)) << 2;
    a += 4;
  }
}
