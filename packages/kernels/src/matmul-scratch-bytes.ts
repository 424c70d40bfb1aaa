import type { Flag } from './kernels.ts';

/** What `assembly/matmul.ts` packs at a time: a panel of 8 columns and this depth, and one tile of 4 × 8 behind it. */
const DEPTH = 256;
const ROW_BYTES = 32;
const TILE_BYTES = 128;

/**
 * Bytes of scratch that `matmul` needs for one product of these sizes, whatever the batch.
 * @param m - rows of the result; `n` its columns, `k` the length of the sums.
 */
export function matmulScratchBytes(
  m: number,
  n: number,
  k: number,
  _transposeA: Flag,
  _transposeB: Flag,
): number {
  if (m === 1 || n === 1) return 0;
  return Math.min(k, DEPTH) * ROW_BYTES + TILE_BYTES;
}
