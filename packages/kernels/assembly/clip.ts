import { loadLanes, storeLanes } from './lanes';

/** See `CompareKernels.clip` in `src/compare-kernels.ts`. */
export function clip(x: usize, out: usize, n: i32, lowest: f32, highest: f32): void {
  for (; n >= 4; n -= 4) {
    v128.store(out, limited(v128.load(x), lowest, highest));
    x += 16;
    out += 16;
  }
  if (n > 0) storeLanes(out, limited(loadLanes(x, n), lowest, highest), n);
}

function limited(x: v128, lowest: f32, highest: f32): v128 {
  return f32x4.min(f32x4.max(x, f32x4.splat(lowest)), f32x4.splat(highest));
}
