import type { Flag } from './kernels.ts';

/** How `assembly/matmul.ts` cuts a product into blocks that stay in the caches; the two files must agree. */
const DEPTH = 256;
const COLUMNS = 128;
const PACKED_ROWS = 256;
const TILE_BYTES = 4 * 8 * 4;

/**
 * Bytes of scratch that {@link Kernels.matmul} needs for a product of these sizes, whatever the batch; at most 402 kB.
 * @param m - rows of the result; `n` its columns, `k` the length of its sums, `segments` their number.
 */
export function matmulScratchBytes(m: number, n: number, k: number, transposeA: Flag, segments = 1): number {
  if (m < 4 || n === 1) return 0;
  const isOneSum = k === 1 || segments === 1;
  const depth = isOneSum ? Math.min(k * segments, DEPTH) : k * Math.min(segments, Math.floor(DEPTH / k));
  const bytesB = panelBytes(depth, 8) * Math.ceil(Math.min(n, COLUMNS) / 8);
  const bytesA = panelBytes(depth, 1) * Math.min(m, PACKED_ROWS);
  // Columns of single products lie as transposed ones do.
  return TILE_BYTES + bytesB + (transposeA || k === 1 ? bytesA : 0);
}

/**
 * Bytes of a factor `b [k, n]` that {@link Kernels.packFactor} has packed.
 * @param n - its columns, `k` its rows.
 */
export function packedFactorBytes(n: number, k: number): number {
  const panels = Math.ceil(n / 8);
  return (
    panels * (Math.floor(k / DEPTH) * panelBytes(DEPTH, 8) + (k % DEPTH === 0 ? 0 : panelBytes(k % DEPTH, 8)))
  );
}

/** An odd multiple of 64: panels whose distance is a power of two would contend for the same few sets of a cache. */
function panelBytes(depth: number, lanes: number): number {
  return (depth * lanes * 4) | 64;
}
