import { checkIndices } from './check-indices';

/** See `GatherKernels.scatterAddRows` in `src/gather-kernels.ts`. */
export function scatterAddRows(
  from: usize,
  indices: usize,
  out: usize,
  outer: i32,
  count: i32,
  rowSize: i32,
  rows: i32,
): void {
  checkIndices(indices, count, rows);
  const end = indices + ((<usize>count) << 2);
  const step = (<usize>rowSize) << 2;
  for (; outer > 0; outer--) {
    for (let at = indices; at < end; at += 4) {
      addRow(from, out + load<u32>(at) * step, rowSize);
      from += step;
    }
    out += <usize>rows * step;
  }
}

function addRow(from: usize, out: usize, n: i32): void {
  for (; n >= 4; n -= 4) {
    v128.store(out, f32x4.add(v128.load(out), v128.load(from)));
    from += 16;
    out += 16;
  }
  for (; n > 0; n--) {
    store<f32>(out, load<f32>(out) + load<f32>(from));
    from += 4;
    out += 4;
  }
}
