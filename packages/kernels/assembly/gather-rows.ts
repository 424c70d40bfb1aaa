import { copyRow } from './copy-row';

/** See `GatherKernels.gatherRows` in `src/gather-kernels.ts`. */
export function gatherRows(
  from: usize,
  indices: usize,
  out: usize,
  count: i32,
  rowSize: i32,
  rows: i32,
): void {
  gather(from, indices, out, count, (<usize>rowSize) << 2, rows);
}

/** See `GatherKernels.gatherRowsBytes` in `src/gather-kernels.ts`. */
export function gatherRowsBytes(
  from: usize,
  indices: usize,
  out: usize,
  count: i32,
  rowSize: i32,
  rows: i32,
): void {
  gather(from, indices, out, count, rowSize, rows);
}

function gather(from: usize, indices: usize, out: usize, count: i32, bytes: usize, rows: u32): void {
  const end = indices + ((<usize>count) << 2);
  for (let at = indices; at < end; at += 4) if (load<u32>(at) >= rows) unreachable();
  for (; indices < end; indices += 4) {
    copyRow(from + load<u32>(indices) * bytes, out, bytes);
    out += bytes;
  }
}
