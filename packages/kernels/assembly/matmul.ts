// Matrix products. Every element of the result is ((0 + a₀b₀) + a₁b₁) + …, in this order, each step rounded to float32:
// its bits depend on neither shape, batch, transposes nor the path taken here.
//
// After Goto & van de Geijn 2008, "Anatomy of high-performance matrix multiplication": blocks of b, and where it pays of
// a, are packed so that the innermost loop reads memory in order, from the nearest cache that can hold them.
import { packPanels, packRows, panelBytes } from './matmul-pack';
import { ADD, CONTINUE, multiplyPanels, START, TILE_BYTES } from './matmul-tile';
import { outerProduct } from './matmul-outer';
import { rowTimesMatrix, rowTimesTransposed } from './matmul-row';

/** One panel of b (8 columns of this depth, 8 kB) stays in the first-level cache … */
const DEPTH: i32 = 256;
/** … and a block of b (128 kB) with a block of a in the second. */
const COLUMNS: i32 = 128;
const ROWS: i32 = 64;

/** So many rows of a are packed together. `src/matmul-scratch-bytes.ts` has the same three: DEPTH, COLUMNS and this. */
const PACKED_ROWS: i32 = 256;

/** A transposed block of a of fewer floats sits well in the first-level cache as it is. */
const WORTH_PACKING: i32 = 4096;

/** A `transposeB`: b comes as `packFactor` has made it. */
const PACKED: i32 = 2;

/** See `Kernels.packFactor` in `src/kernels.ts`. */
export function packFactor(b: usize, out: usize, n: i32, k: i32, transposeB: i32): void {
  const step = bytes(transposeB ? 1 : n);
  const column = bytes(transposeB ? k : 1);
  for (let p = 0; p < k; p += DEPTH) {
    const depth = min(k - p, DEPTH);
    for (let j = 0; j < n; j += COLUMNS) {
      const width = min(n - j, COLUMNS);
      packPanels(b + <usize>j * column, step, column, depth, width, out, 0, depth);
      out += panelsBytes(depth, width);
    }
    b += <usize>depth * step;
  }
}

/** See `Kernels.matmul` in `src/kernels.ts`. */
export function matmul(
  a: usize,
  b: usize,
  addend: usize,
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
  segments: i32,
  aSegmentStride: i32,
  bSegmentStride: i32,
): void {
  const aRow = bytes(transposeA ? 1 : k);
  const aStep = bytes(transposeA ? m : 1);
  const bStep = bytes(transposeB ? 1 : n);
  const bColumn = transposeB == PACKED ? 0 : bytes(transposeB ? k : 1);
  const aSegment = bytes(aSegmentStride);
  const bSegment = bytes(bSegmentStride);
  for (let i = 0; i < batch; i++) {
    if (n == 1) multiplyByRows(b, a, out, 1, m, k, 0, transposeA ^ 1);
    else if (m < 4) multiplyByRows(a, b, out, m, n, k, transposeA, transposeB);
    else if (k == 1 && segments == 1) outerProduct(a, b, addend, out, m, n);
    else if (k == 1) {
      // Segments of one product each are the products of one sum.
      const mode = addend ? CONTINUE : START;
      multiplyByBlocks(a, 4, aSegment, b, bSegment, 4, addend, out, scratch, m, n, segments, mode);
    } else if (segments == 1) {
      const mode = addend ? ADD : START;
      multiplyByBlocks(a, aRow, aStep, b, bStep, bColumn, addend, out, scratch, m, n, k, mode);
    } else
      addSegments(
        a,
        aRow,
        aStep,
        b,
        bStep,
        bColumn,
        addend,
        out,
        scratch,
        m,
        n,
        k,
        segments,
        aSegment,
        bSegment,
      );
    a += bytes(aBatchStride);
    b += bytes(bBatchStride);
    out += bytes(m * n);
    if (addend) addend += bytes(m * n);
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

/**
 * One sum for each element, in blocks of its depth; `mode` says what becomes of the addend.
 * @param bColumn - bytes from column to column of b; 0: it is packed.
 */
function multiplyByBlocks(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  bColumn: usize,
  addend: usize,
  out: usize,
  scratch: usize,
  m: i32,
  n: i32,
  k: i32,
  mode: i32,
): void {
  if (k == 0) memory.fill(out, 0, bytes(m * n));
  for (let p = 0; p < k; p += DEPTH) {
    const depth = min(k - p, DEPTH);
    multiplyBlock(a, aRow, aStep, b, bStep, bColumn, addend, out, scratch, m, n, depth, 1, 0, 0, mode);
    a += <usize>depth * aStep;
    b += bColumn == 0 ? panelsBytes(depth, n) : <usize>depth * bStep;
    addend = out;
    mode = CONTINUE;
  }
}

/** Several sums for each element, which are added up, in blocks of as many as the depth of one holds. */
function addSegments(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  bColumn: usize,
  addend: usize,
  out: usize,
  scratch: usize,
  m: i32,
  n: i32,
  k: i32,
  segments: i32,
  aSegment: usize,
  bSegment: usize,
): void {
  const most = DEPTH / k;
  let mode = addend ? ADD : START;
  for (let s = 0; s < segments; s += most) {
    const count = min(segments - s, most);
    multiplyBlock(
      a,
      aRow,
      aStep,
      b,
      bStep,
      bColumn,
      addend,
      out,
      scratch,
      m,
      n,
      k,
      count,
      aSegment,
      bSegment,
      mode,
    );
    a += <usize>count * aSegment;
    b += <usize>count * bSegment;
    addend = out;
    mode = ADD;
  }
}

/** A block of this depth: `segments` pieces of it. Where it pays, a is packed, once for all columns. */
function multiplyBlock(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  bColumn: usize,
  addend: usize,
  out: usize,
  scratch: usize,
  m: i32,
  n: i32,
  depth: i32,
  segments: i32,
  aSegment: usize,
  bSegment: usize,
  mode: i32,
): void {
  const whole = depth * segments;
  const packs = aRow == 4 && n > 16 && whole * m >= WORTH_PACKING;
  const most = packs ? PACKED_ROWS : m;
  const row = packs ? panelBytes(whole, 1) : aRow;
  const step = packs ? 4 : aStep;
  const segment = packs ? bytes(depth) : aSegment;
  const packed = scratch + TILE_BYTES + (bColumn == 0 ? 0 : panelsBytes(whole, min(n, COLUMNS)));
  for (let i = 0; i < m; i += most) {
    const height = min(m - i, most);
    const down = <usize>i * aRow;
    for (let s = 0; s < segments && packs; s++)
      packRows(a + down + <usize>s * aSegment, aStep, depth, height, packed + bytes(s * depth), row);
    multiplyRows(
      packs ? packed : a + down,
      row,
      step,
      segment,
      b,
      bStep,
      bColumn,
      bSegment,
      addend + bytes(i * n),
      out + bytes(i * n),
      scratch,
      height,
      n,
      depth,
      segments,
      mode,
    );
  }
}

/** All columns of some rows. The blocks of b are packed unless they are. */
function multiplyRows(
  a: usize,
  aRow: usize,
  aStep: usize,
  aSegment: usize,
  b: usize,
  bStep: usize,
  bColumn: usize,
  bSegment: usize,
  addend: usize,
  out: usize,
  scratch: usize,
  m: i32,
  n: i32,
  depth: i32,
  segments: i32,
  mode: i32,
): void {
  const isPacked = bColumn == 0;
  const whole = depth * segments;
  let panels = isPacked ? b : scratch + TILE_BYTES;
  for (let j = 0; j < n; j += COLUMNS) {
    const width = min(n - j, COLUMNS);
    if (isPacked && j > 0) panels += panelsBytes(depth, COLUMNS);
    for (let s = 0; s < segments && !isPacked; s++) {
      const part = b + <usize>j * bColumn + <usize>s * bSegment;
      packPanels(part, bStep, bColumn, depth, width, panels, s * depth, whole);
    }
    const left = bytes(j);
    multiplyColumns(
      a,
      aRow,
      aStep,
      aSegment,
      m,
      depth,
      segments,
      panels,
      scratch,
      width,
      addend + left,
      out + left,
      bytes(n),
      mode,
    );
  }
}

/** Adds a[m, …] · packed b[…, width] to as many columns of the addend, in blocks of a. */
function multiplyColumns(
  a: usize,
  aRow: usize,
  aStep: usize,
  aSegment: usize,
  m: i32,
  depth: i32,
  segments: i32,
  panels: usize,
  room: usize,
  width: i32,
  addend: usize,
  out: usize,
  outRow: usize,
  mode: i32,
): void {
  for (; m > 0; m -= ROWS) {
    const height = min(m, ROWS);
    multiplyPanels(
      a,
      aRow,
      aStep,
      aSegment,
      height,
      depth,
      segments,
      panels,
      room,
      width,
      addend,
      out,
      outRow,
      mode,
    );
    a += <usize>ROWS * aRow;
    addend += <usize>ROWS * outRow;
    out += <usize>ROWS * outRow;
  }
}

/** Bytes of the panels of so many columns. */
function panelsBytes(depth: i32, width: i32): usize {
  return ((<usize>(width + 7)) >> 3) * panelBytes(depth, 8);
}

function bytes(floats: i32): usize {
  return (<usize>floats) << 2;
}
