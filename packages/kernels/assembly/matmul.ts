// Matrix products. Every element of the result is ((0 + a₀b₀) + a₁b₁) + …, in this order, each step rounded to float32:
// its bits depend on neither shape, batch, transposes nor the path taken below.
import { packPanel } from './matmul-panel';
import { rowTimesMatrix, rowTimesTransposed } from './matmul-row';
import { multiplyPanel } from './matmul-tile';

/** Depth of a packed panel: 8 columns × 256 × 4 bytes stay in half of a 16 kB share of the first-level cache. */
const DEPTH: i32 = 256;

/**
 * out[i] = op(a[i])·op(b[i]) for a batch of dense, row-major float32 matrices: `op(a) [m, k]`, `op(b) [k, n]`,
 * `out [m, n]`, where op transposes if the flag is 1. Batch strides count elements; 0 shares one matrix.
 * `scratch` has as many bytes as `matmulScratchBytes` says; `out` overlaps neither a nor b nor scratch.
 */
export function matmul(
  a: usize,
  b: usize,
  out: usize,
  scratch: usize,
  batch: i32,
  m: i32,
  n: i32,
  k: i32,
  aBatchStride: i32,
  bBatchStride: i32,
  transposeA: i32,
  transposeB: i32,
): void {
  for (let i = 0; i < batch; i++) {
    if (m == 1) vectorProduct(a, b, out, n, k, transposeB);
    else if (n == 1) vectorProduct(b, a, out, m, k, transposeA ^ 1);
    else matrixProduct(a, b, out, scratch, m, n, k, transposeA, transposeB);
    a += (<usize>aBatchStride) << 2;
    b += (<usize>bBatchStride) << 2;
    out += (<usize>(m * n)) << 2;
  }
}

/** A dense vector `a [k]` times `op(b) [k, n]`. */
function vectorProduct(a: usize, b: usize, out: usize, n: i32, k: i32, transposeB: i32): void {
  if (transposeB) rowTimesTransposed(a, b, out, n, k);
  else rowTimesMatrix(a, b, out, n, k);
}

function matrixProduct(
  a: usize,
  b: usize,
  out: usize,
  scratch: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: i32,
  transposeB: i32,
): void {
  const aRow = (<usize>(transposeA ? 1 : k)) << 2;
  const aStep = (<usize>(transposeA ? m : 1)) << 2;
  const bStep = (<usize>(transposeB ? 1 : n)) << 2;
  const bColumn = (<usize>(transposeB ? k : 1)) << 2;
  for (let j = 0; j < n; j += 8) {
    const width = min(n - j, 8);
    const column = b + <usize>j * bColumn;
    let p = 0;
    do {
      const depth = min(k - p, DEPTH);
      packPanel(column + <usize>p * bStep, bStep, bColumn, depth, width, scratch);
      multiplyPanel(
        a + <usize>p * aStep,
        aRow,
        aStep,
        m,
        scratch,
        depth,
        width,
        out + ((<usize>j) << 2),
        (<usize>n) << 2,
        p > 0,
      );
      p += depth;
    } while (p < k);
  }
}
