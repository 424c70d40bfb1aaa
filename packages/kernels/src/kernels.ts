import type { BinaryKernels } from './binary-kernels.ts';
import type { CastKernels } from './cast-kernels.ts';
import type { CompareKernels } from './compare-kernels.ts';
import type { CopyKernels } from './copy-kernels.ts';
import type { FusedLoop } from './fused/fused-loop.ts';
import type { GatherKernels } from './gather-kernels.ts';
import type { HatKernels } from './hat-kernels.ts';
import type { RandomKernels } from './random-kernels.ts';
import type { ReduceKernels } from './reduce-kernels.ts';
import type { ScanKernels } from './scan-kernels.ts';
import type { SoftmaxKernels } from './softmax-kernels.ts';
import type { UnaryKernels } from './unary-kernels.ts';

/** 0 for no, 1 for yes. */
export type Flag = 0 | 1;

/**
 * Kernels that work in place on one WebAssembly memory.
 *
 * Pointers are byte offsets into it; floats and integers are 32 bits wide, and 4-byte alignment is enough. Strides and
 * counts are in elements, matrices dense and row-major. Outputs overlap neither inputs nor scratch, unless said.
 * Nothing is checked, but indices where it is said: whoever calls must have checked sizes, or other data are overwritten.
 *
 * The bits of a result depend on the inputs alone, not on the host (the payload of a NaN excepted).
 */
export interface Kernels
  extends
    BinaryKernels,
    CastKernels,
    CompareKernels,
    CopyKernels,
    GatherKernels,
    HatKernels,
    RandomKernels,
    ReduceKernels,
    ScanKernels,
    SoftmaxKernels,
    UnaryKernels {
  /**
   * `out[i] = op(a[i]) · op(b[i])` for i < batch, float32; `op(a) [m, k]`, `op(b) [k, n]`, `out [m, n]`.
   *
   * Each element is the sum of its k products in ascending order, every step rounded to float32, starting from 0: neither
   * shape, batch nor transposes change its bits. All four combinations of transposes are about equally fast.
   * @param scratch - {@link matmulScratchBytes} bytes.
   * @param aBatchStride - elements from `a[i]` to `a[i + 1]`; 0 takes the same matrix for all. `bBatchStride` likewise.
   * @param transposeA - 1 if `a[i]` lies in memory as `[k, m]`; `transposeB`: 1 if `b[i]` lies as `[n, k]`, 2 if `b` is what
   *   {@link Kernels.packFactor} has made of it, the same for all i. That needs m ≥ 4, n ≥ 2, k ≥ 2 and one segment.
   * @param addend - `[batch, m, n]`: each sum, when it is complete, is added to its element. It may be `out`. 0: none.
   * @param segments - the number of products that are added up, one after the other, each when its sums are complete. The
   *   factors of the next one lie `aSegmentStride` and `bSegmentStride` elements further, which may be negative.
   *   An addend or more than one segment need m ≥ 4, n ≥ 2 and 1 ≤ k ≤ 256.
   */
  matmul(
    a: number,
    b: number,
    addend: number,
    out: number,
    scratch: number,
    batch: number,
    m: number,
    n: number,
    k: number,
    aBatchStride: number,
    bBatchStride: number,
    transposeA: Flag,
    transposeB: Flag | 2,
    segments: number,
    aSegmentStride: number,
    bSegmentStride: number,
  ): void;

  /**
   * Lays a factor out as {@link Kernels.matmul} reads it, so that products by the same factor need not do so each time.
   * @param b - `[k, n]`, or `[n, k]` with `transposeB`.
   * @param out - {@link packedFactorBytes} bytes.
   */
  packFactor(b: number, out: number, n: number, k: number, transposeB: Flag): void;

  /**
   * `out[i] = (addend[i] + a[i] ⊗ b[i]) + c[i] ⊗ d[i]` for i < batch, float32, with the bits of two {@link Kernels.matmul}
   * of one product per sum; `a`, `c [m]`, `b`, `d [n]`, `addend`, `out [m, n]`. `out` may be `addend`.
   * @param aStride - elements from `a[i]` to `a[i + 1]`; the others likewise.
   */
  outerPair(
    a: number,
    b: number,
    c: number,
    d: number,
    addend: number,
    out: number,
    batch: number,
    m: number,
    n: number,
    aStride: number,
    bStride: number,
    cStride: number,
    dStride: number,
  ): void;

  /**
   * `out[i] = a[i] · x[i]` and `secondOut[i] = a[i] · y[i]` for i < batch, float32, with the bits of two
   * {@link Kernels.matmul}; `a [m, k]`, or `[k, m]` with `transposeA`, m ≥ 8, `x`, `y [k]`, `out`, `secondOut [m]`.
   * @param aStride - elements from `a[i]` to `a[i + 1]`; the others likewise.
   */
  twoVectors(
    a: number,
    x: number,
    y: number,
    out: number,
    secondOut: number,
    batch: number,
    m: number,
    k: number,
    transposeA: Flag,
    aStride: number,
    xStride: number,
    yStride: number,
  ): void;

  /** `out[i] = from[i]ᵀ` for i < batch; `from [batch, rows, columns]`, `out [batch, columns, rows]`, 32-bit elements. */
  transpose(from: number, out: number, batch: number, rows: number, columns: number): void;

  /**
   * Threefry-2x32, 20 rounds (Salmon et al. 2011): pair i of uint32 words, `(first[i], second[i])`, becomes the hash of
   * itself under the key `(key0, key1)`, in place, for i < count.
   */
  threefry2x32(key0: number, key1: number, first: number, second: number, count: number): void;

  /**
   * Opcode for {@link Kernels.run} of a fused loop. Its arguments are pointers: of the inputs, then of the outputs. A loop
   * is compiled once, and stays until it has been released as often as it has been asked for.
   * @throws when a value of the loop is used before it is made, or the wrong number of them.
   */
  fuse(loop: FusedLoop): number;

  /**
   * Gives a fused loop back.
   * @param opcode - from {@link Kernels.fuse}; of no use any more to who gives it back.
   * @throws when it is not in use.
   */
  release(opcode: number): void;

  /**
   * Runs the instructions from `at` to `end`, byte offsets of words. An instruction is the `code` of a kernel in
   * {@link INSTRUCTIONS}, or of {@link Kernels.fuse}, and its arguments, one word each, in order.
   *
   * A loop is `0, count, bytes of the body, number of steps`, then for each step `byte offset in the body, addend`, then the
   * body's instructions: after each round the addends are added to the words at the offsets; after the last the words
   * are as before. Loops nest.
   */
  run(at: number, end: number): void;
}
