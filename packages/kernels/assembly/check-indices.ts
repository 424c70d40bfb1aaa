/** Throws an error that names the index and the length: `badIndex` in `src/load-kernels.ts`. */
declare function badIndex(index: i32, length: i32): void;

/** Throws unless `0 ≤ indices[i] < length` for i < count. */
export function checkIndices(indices: usize, count: i32, length: u32): void {
  const end = indices + ((<usize>count) << 2);
  for (; indices < end; indices += 4) if (load<u32>(indices) >= length) badIndex(load<i32>(indices), length);
}
