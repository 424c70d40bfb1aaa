import { checkIndices } from './check-indices';
import { copyRow } from './copy-row';

/** See `GatherKernels.gatherRows` in `src/gather-kernels.ts`. */
export function gatherRows(
  from: usize,
  indices: usize,
  out: usize,
  outer: i32,
  count: i32,
  rowSize: i32,
  rows: i32,
): void {
  gather(from, indices, out, outer, count, (<usize>rowSize) << 2, rows);
}

/** See `GatherKernels.gatherRowsBytes` in `src/gather-kernels.ts`. */
export function gatherRowsBytes(
  from: usize,
  indices: usize,
  out: usize,
  outer: i32,
  count: i32,
  rowSize: i32,
  rows: i32,
): void {
  gather(from, indices, out, outer, count, rowSize, rows);
}

function gather(
  from: usize,
  indices: usize,
  out: usize,
  outer: i32,
  count: i32,
  bytes: usize,
  rows: i32,
): void {
  checkIndices(indices, count, rows);
  const end = indices + ((<usize>count) << 2);
  for (; outer > 0; outer--) {
    for (let at = indices; at < end; at += 4) {
      copyRow(from + load<u32>(at) * bytes, out, bytes);
      out += bytes;
    }
    from += <usize>rows * bytes;
  }
}
