// The innermost loops: tiles of 4 rows and 8 (or 4) columns whose sums stay in registers. 4 × 8 is the largest that fits in
// the 16 vector registers of x64 without fused multiply-add.
import { addProduct, loadLanes, storeLanes } from './lanes';
import { panelBytes } from './matmul-pack';

/** What to do with the result that is there: take it for the sums so far, overwrite it, or add the sums to it. */
export const CONTINUE: i32 = 0;
export const START: i32 = 1;
export const ADD: i32 = 2;

/** Just before the panels there is room for one tile, where results that are narrower than a tile are made. */
export const TILE_BYTES: usize = 128;

/**
 * out[m, width] = or += a[m, depth] · packed b[depth, width], as `mode` says.
 * @param aRow - bytes from row to row of a; `aStep`: from column to column; `aFour`: from four rows to the next four.
 * @param panels - b, with TILE_BYTES of room before it; `outRow`: bytes from row to row of the result.
 */
export function multiplyPanels(
  a: usize,
  aRow: usize,
  aStep: usize,
  aFour: usize,
  m: i32,
  depth: i32,
  panels: usize,
  width: i32,
  out: usize,
  outRow: usize,
  mode: i32,
): void {
  const room = panels - TILE_BYTES;
  for (let j = 0; j < width; j += 8) {
    const columns = min(width - j, 8);
    addPanel(a, aRow, aStep, aFour, m, depth, panels, columns, out + ((<usize>j) << 2), outRow, room, mode);
    panels += panelBytes(depth, 8);
  }
}

/** Sums of a width that no tile has, and sums to be added, are made in the `room` of a tile. */
function addPanel(
  a: usize,
  aRow: usize,
  aStep: usize,
  aFour: usize,
  m: i32,
  depth: i32,
  panel: usize,
  columns: i32,
  out: usize,
  outRow: usize,
  room: usize,
  mode: i32,
): void {
  const direct = (columns & 3) == 0 && mode != ADD;
  const tileRow = direct ? outRow : 32;
  for (let i = 0; i < m; i += 4) {
    const rows = min(m - i, 4);
    const tile = direct ? out : room;
    if (!direct && mode == CONTINUE) copyBlock(out, outRow, room, 32, rows, columns);
    if (columns > 4) addTile8(a, aRow, aStep, rows, depth, panel, tile, tileRow, mode);
    else addTile4(a, aRow, aStep, rows, depth, panel, tile, tileRow, mode);
    if (mode == ADD) addBlock(room, out, outRow, rows, columns);
    else if (!direct) copyBlock(room, 32, out, outRow, rows, columns);
    a += aFour;
    out += 4 * outRow;
  }
}

function copyBlock(from: usize, fromRow: usize, to: usize, toRow: usize, rows: i32, columns: i32): void {
  for (; rows > 0; rows--) {
    for (let j: usize = 0; j < (<usize>columns) << 2; j += 4) store<f32>(to + j, load<f32>(from + j));
    from += fromRow;
    to += toRow;
  }
}

/** Adds a tile to what is there. */
function addBlock(room: usize, out: usize, outRow: usize, rows: i32, columns: i32): void {
  for (; rows > 0; rows--) {
    storeLanes(out, f32x4.add(loadLanes(out, columns), v128.load(room)), columns);
    if (columns > 4) {
      const right = f32x4.add(loadLanes(out + 16, columns - 4), v128.load(room, 16));
      storeLanes(out + 16, right, columns - 4);
    }
    room += 32;
    out += outRow;
  }
}

/** The sums so far. */
function sumsAt(out: usize, mode: i32): v128 {
  return mode == CONTINUE ? v128.load(out) : f32x4.splat(0);
}

/** Fewer than 4 rows: the missing ones repeat the last, with equal results in its place. */
function addTile8(
  a: usize,
  aRow: usize,
  aStep: usize,
  rows: i32,
  depth: i32,
  panel: usize,
  out: usize,
  outRow: usize,
  mode: i32,
): void {
  let a1 = rows > 1 ? a + aRow : a;
  let a2 = rows > 2 ? a1 + aRow : a1;
  let a3 = rows > 3 ? a2 + aRow : a2;
  const out1 = rows > 1 ? out + outRow : out;
  const out2 = rows > 2 ? out1 + outRow : out1;
  const out3 = rows > 3 ? out2 + outRow : out2;
  let left0 = sumsAt(out, mode);
  let left1 = sumsAt(out1, mode);
  let left2 = sumsAt(out2, mode);
  let left3 = sumsAt(out3, mode);
  let right0 = sumsAt(out + 16, mode);
  let right1 = sumsAt(out1 + 16, mode);
  let right2 = sumsAt(out2 + 16, mode);
  let right3 = sumsAt(out3 + 16, mode);
  for (const end = panel + ((<usize>depth) << 5); panel != end;) {
    const left = v128.load(panel);
    const right = v128.load(panel, 16);
    const x0 = v128.load32_splat(a);
    left0 = addProduct(left0, x0, left);
    right0 = addProduct(right0, x0, right);
    const x1 = v128.load32_splat(a1);
    left1 = addProduct(left1, x1, left);
    right1 = addProduct(right1, x1, right);
    const x2 = v128.load32_splat(a2);
    left2 = addProduct(left2, x2, left);
    right2 = addProduct(right2, x2, right);
    const x3 = v128.load32_splat(a3);
    left3 = addProduct(left3, x3, left);
    right3 = addProduct(right3, x3, right);
    panel += 32;
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
  }
  v128.store(out, left0);
  v128.store(out, right0, 16);
  v128.store(out1, left1);
  v128.store(out1, right1, 16);
  v128.store(out2, left2);
  v128.store(out2, right2, 16);
  v128.store(out3, left3);
  v128.store(out3, right3, 16);
}

function addTile4(
  a: usize,
  aRow: usize,
  aStep: usize,
  rows: i32,
  depth: i32,
  panel: usize,
  out: usize,
  outRow: usize,
  mode: i32,
): void {
  let a1 = rows > 1 ? a + aRow : a;
  let a2 = rows > 2 ? a1 + aRow : a1;
  let a3 = rows > 3 ? a2 + aRow : a2;
  const out1 = rows > 1 ? out + outRow : out;
  const out2 = rows > 2 ? out1 + outRow : out1;
  const out3 = rows > 3 ? out2 + outRow : out2;
  let sum0 = sumsAt(out, mode);
  let sum1 = sumsAt(out1, mode);
  let sum2 = sumsAt(out2, mode);
  let sum3 = sumsAt(out3, mode);
  for (const end = panel + ((<usize>depth) << 4); panel != end;) {
    const row = v128.load(panel);
    sum0 = addProduct(sum0, v128.load32_splat(a), row);
    sum1 = addProduct(sum1, v128.load32_splat(a1), row);
    sum2 = addProduct(sum2, v128.load32_splat(a2), row);
    sum3 = addProduct(sum3, v128.load32_splat(a3), row);
    panel += 16;
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
  }
  v128.store(out, sum0);
  v128.store(out1, sum1);
  v128.store(out2, sum2);
  v128.store(out3, sum3);
}
