// Panels: up to 8 columns of a matrix, laid out row by row without gaps. The last panel of a block may be narrower; then
// its rows have 8 or 4 floats, whichever is enough, and zeros after the last column.
import { gatherLanes, loadLanes, transpose4x4 } from './lanes';
import { COLUMNS, transposeColumns } from './transpose';

const LANES: i32 = 8;
const ROW_BYTES: usize = 32;

/** Distance of two panels: an odd multiple of 64, since one that is a power of two would use few sets of a cache. */
export function panelBytes(depth: i32, lanes: i32): usize {
  return (<usize>(depth * lanes * 4)) | 64;
}

/** Packs `a [height, depth]`, which lies transposed, into rows of `row` bytes; `aStep`: bytes from column to column. */
export function packRows(a: usize, aStep: usize, depth: i32, height: i32, to: usize, row: usize): void {
  for (let i = 0; i < height; i += COLUMNS) {
    transposeColumns(a, aStep, to, row, depth, min(height - i, COLUMNS));
    a += (<usize>COLUMNS) << 2;
    to += <usize>COLUMNS * row;
  }
}

/**
 * Packs `b [depth, width]` into panels of 8 columns and `whole` rows, from row `first` on.
 * @param step - bytes from row to row; `column`: bytes from column to column. One of them is 4.
 */
export function packPanels(
  b: usize,
  step: usize,
  column: usize,
  depth: i32,
  width: i32,
  panels: usize,
  first: i32,
  whole: i32,
): void {
  if (column == 4) {
    packAcross(b, step, depth, width, panels, first, whole);
    return;
  }
  for (let j = 0; j < width; j += LANES) {
    packColumns(b + <usize>j * column, column, depth, min(width - j, LANES), panels, first);
    panels += panelBytes(whole, LANES);
  }
}

/** Goes through whole rows, since their parts share cache lines and pages. */
function packAcross(
  b: usize,
  step: usize,
  depth: i32,
  width: i32,
  panels: usize,
  first: i32,
  whole: i32,
): void {
  const distance = panelBytes(whole, LANES);
  const end = <usize>(first + depth);
  for (let p = <usize>first; p < end; p++) {
    let from = b;
    let to = panels + p * ROW_BYTES;
    let columns = width;
    for (; columns >= LANES; columns -= LANES) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += ROW_BYTES;
      to += distance;
    }
    if (columns > 4) {
      v128.store(to, v128.load(from));
      v128.store(to, loadLanes(from + 16, columns - 4), 16);
    } else if (columns > 0) v128.store(to - p * (ROW_BYTES - 16), loadLanes(from, columns));
    b += step;
  }
}

/** One panel of columns that lie as rows in memory. */
function packColumns(b: usize, column: usize, depth: i32, width: i32, panel: usize, first: i32): void {
  const rowBytes: usize = width > 4 ? ROW_BYTES : 16;
  panel += <usize>first * rowBytes;
  packFourColumns(b, column, depth, min(width, 4), panel, rowBytes);
  if (width > 4) packFourColumns(b + 4 * column, column, depth, width - 4, panel + 16, rowBytes);
}

function packFourColumns(b: usize, column: usize, depth: i32, width: i32, to: usize, rowBytes: usize): void {
  if (width == 4) {
    for (; depth >= 4; depth -= 4) {
      transpose4x4(b, column, to, rowBytes);
      b += 16;
      to += 4 * rowBytes;
    }
  }
  for (; depth > 0; depth--) {
    v128.store(to, gatherLanes(b, column, width));
    b += 4;
    to += rowBytes;
  }
}
