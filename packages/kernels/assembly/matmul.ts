// Matrix products. Every element of the result is ((0 + a₀b₀) + a₁b₁) + …, in this order, each step rounded to float32:
// its bits depend on neither shape, batch, transposes nor the path taken here.
//
// After Goto & van de Geijn 2008, "Anatomy of high-performance matrix multiplication": blocks of b, and where it pays of
// a, are packed so that the innermost loop reads memory in order, from the nearest cache that can hold them.
import { packPanels, panelBytes } from './matmul-pack';
import { ADD, CONTINUE, multiplyPanels, START, TILE_BYTES } from './matmul-tile';
import { outerProduct } from './matmul-outer';
import { rowTimesMatrix, rowTimesTransposed } from './matmul-row';

/** One panel of b (8 columns of this depth, 8 kB) stays in the first-level cache … */
const DEPTH: i32 = 256;
/** … and a block of b (64 kB) with a block of a in the second. `src/matmul-scratch-bytes.ts` has the same three. */
const COLUMNS: i32 = 64;
const ROWS: i32 = 64;

/** A transposed block of a of fewer floats sits well in the first-level cache as it is. */
const WORTH_PACKING: i32 = 4096;

/** See `Kernels.matmul` in `src/kernels.ts`. */
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
  accumulate: i32,
): void {
  for (let i = 0; i < batch; i++) {
    if (k == 1 && m >= 4 && n > 1) outerProduct(a, b, out, m, n, accumulate);
    else if (n == 1) multiplyByRows(b, a, out, 1, m, k, 0, transposeA ^ 1);
    else if (m < 4) multiplyByRows(a, b, out, m, n, k, transposeA, transposeB);
    else multiplyByBlocks(a, b, out, scratch, m, n, k, transposeA, transposeB, accumulate);
    a += bytes(aBatchStride);
    b += bytes(bBatchStride);
    out += bytes(m * n);
  }
}

/** For few rows: each element of b is used m times, too few to pack it. */
function multiplyByRows(
  a: usize,
  b: usize,
  out: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: i32,
  transposeB: i32,
): void {
  const aRow = bytes(transposeA ? 1 : k);
  const aStep = bytes(transposeA ? m : 1);
  for (let i = 0; i < m; i++) {
    if (transposeB) rowTimesTransposed(a, aStep, b, out, n, k);
    else rowTimesMatrix(a, aStep, b, out, n, k);
    a += aRow;
    out += bytes(n);
  }
}

function multiplyByBlocks(
  a: usize,
  b: usize,
  out: usize,
  scratch: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: i32,
  transposeB: i32,
  accumulate: i32,
): void {
  const aStep = bytes(transposeA ? m : 1);
  const bStep = bytes(transposeB ? 1 : n);
  const bColumn = bytes(transposeB ? k : 1);
  const panels = scratch + TILE_BYTES;
  if (k == 0 && !accumulate) memory.fill(out, 0, bytes(m * n));
  for (let p = 0; p < k; p += DEPTH) {
    const depth = min(k - p, DEPTH);
    const mode = accumulate ? ADD : p == 0 ? START : CONTINUE;
    for (let j = 0; j < n; j += COLUMNS) {
      const width = min(n - j, COLUMNS);
      packPanels(b + <usize>j * bColumn, bStep, bColumn, depth, width, 8, panels);
      addColumns(a, transposeA, m, k, depth, panels, width, out + bytes(j), bytes(n), mode);
    }
    a += <usize>depth * aStep;
    b += <usize>depth * bStep;
  }
}

/** Adds a[m, depth] · packed b[depth, width] to as many columns of the result. */
function addColumns(
  a: usize,
  transposeA: i32,
  m: i32,
  k: i32,
  depth: i32,
  panels: usize,
  width: i32,
  out: usize,
  outRow: usize,
  mode: i32,
): void {
  const aRow = bytes(transposeA ? 1 : k);
  const aStep = bytes(transposeA ? m : 1);
  const packed = panels + ((<usize>(width + 7)) >> 3) * panelBytes(depth, 8);
  for (let i = 0; i < m; i += ROWS) {
    const height = min(m - i, ROWS);
    if (transposeA && width > 16 && depth * height >= WORTH_PACKING) {
      packPanels(a, aStep, 4, depth, height, 4, packed);
      multiplyPanels(packed, 4, 16, panelBytes(depth, 4), height, depth, panels, width, out, outRow, mode);
    } else multiplyPanels(a, aRow, aStep, 4 * aRow, height, depth, panels, width, out, outRow, mode);
    a += <usize>ROWS * aRow;
    out += <usize>ROWS * outRow;
  }
}

function bytes(floats: i32): usize {
  return (<usize>floats) << 2;
}
