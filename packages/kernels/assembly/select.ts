import { loadBools } from './bools';
import { loadLanes, storeLanes } from './lanes';

/** See `CompareKernels.select` in `src/compare-kernels.ts`. */
export function select(condition: usize, a: usize, b: usize, out: usize, n: i32): void {
  for (; n >= 4; n -= 4) {
    v128.store(out, v128.bitselect(v128.load(a), v128.load(b), i32x4.neg(loadBools(condition, 4))));
    condition += 4;
    a += 16;
    b += 16;
    out += 16;
  }
  if (n > 0) {
    const chosen = i32x4.neg(loadBools(condition, n));
    storeLanes(out, v128.bitselect(loadLanes(a, n), loadLanes(b, n), chosen), n);
  }
}
