// The innermost loops: tiles of 4 rows and 8 (or 4) columns whose sums stay in registers. 4 × 8 is the largest that fits in
// the 16 vector registers of x64 without fused multiply-add.
import { addProduct } from './lanes';
import { panelBytes } from './matmul-pack';

/** What to do with the addend: go on from it, ignore it, or add the complete sums to it. */
export const CONTINUE: i32 = 0;
export const START: i32 = 1;
export const ADD: i32 = 2;

/** Room for one tile, where results that are narrower than a tile are made. */
export const TILE_BYTES: usize = 128;

/**
 * out[m, width] = addend + a[m, depth] · packed b[depth, width], as `mode` says; with several segments, further complete
 * sums are added.
 * @param aRow - bytes from row to row of a; `aStep`: from column to column; `aFour`: from four rows to the next four;
 *   `aSegment`: from segment to segment, which lie one after the other in the panels.
 * @param panels - b; `room`: TILE_BYTES to work in; `outRow`: bytes from row to row of addend and result.
 */
export function multiplyPanels(
  a: usize,
  aRow: usize,
  aStep: usize,
  aFour: usize,
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
  for (let j = 0; j < width; j += 8) {
    const columns = min(width - j, 8);
    // Sums of a width that no tile has are made in the room.
    const isDirect = (columns & 3) == 0;
    const tileRow = isDirect ? outRow : 32;
    let rowsOfA = a;
    for (let i = 0; i < m; i += 4) {
      const rows = min(m - i, 4);
      const place = <usize>i * outRow + ((<usize>j) << 2);
      const from = isDirect ? addend + place : room;
      const to = isDirect ? out + place : room;
      if (!isDirect && mode != START) copyBlock(addend + place, outRow, room, 32, rows, columns);
      if (columns > 4)
        addTile8(rowsOfA, aRow, aStep, aSegment, rows, depth, segments, panels, from, to, tileRow, mode);
      else addTile4(rowsOfA, aRow, aStep, aSegment, rows, depth, segments, panels, from, to, tileRow, mode);
      if (!isDirect) copyBlock(room, 32, out + place, outRow, rows, columns);
      rowsOfA += aFour;
    }
    panels += panelBytes(depth * segments, 8);
  }
}

function copyBlock(from: usize, fromRow: usize, to: usize, toRow: usize, rows: i32, columns: i32): void {
  for (; rows > 0; rows--) {
    for (let j: usize = 0; j < (<usize>columns) << 2; j += 4) store<f32>(to + j, load<f32>(from + j));
    from += fromRow;
    to += toRow;
  }
}

/** The sums so far: what goes on begins as all sums do, at 0. */
function sumsAt(addend: usize, mode: i32): v128 {
  return mode == CONTINUE ? f32x4.add(f32x4.splat(0), v128.load(addend)) : f32x4.splat(0);
}

/** Stores complete sums, added to the addend `shift` bytes from their place if the mode is to add. */
function putLanes(sums: v128, out: usize, shift: usize, mode: i32): void {
  v128.store(out, mode == ADD ? f32x4.add(v128.load(out + shift), sums) : sums);
}

function putRow(left: v128, right: v128, out: usize, shift: usize, mode: i32): void {
  putLanes(left, out, shift, mode);
  putLanes(right, out + 16, shift, mode);
}

/** Fewer than 4 rows: the missing ones repeat the last, and their sums are dropped. */
// eslint-disable-next-line max-lines-per-function -- the sums stay in registers only within one function
function addTile8(
  a: usize,
  aRow: usize,
  aStep: usize,
  aSegment: usize,
  rows: i32,
  depth: i32,
  segments: i32,
  panel: usize,
  addend: usize,
  out: usize,
  outRow: usize,
  mode: i32,
): void {
  const a1 = rows > 1 ? aRow : 0;
  const a2 = rows > 2 ? a1 + aRow : a1;
  const a3 = rows > 3 ? a2 + aRow : a2;
  const out1 = rows > 1 ? out + outRow : out;
  const out2 = rows > 2 ? out1 + outRow : out1;
  const out3 = rows > 3 ? out2 + outRow : out2;
  let shift = addend - out;
  for (; segments > 0; segments--) {
    let x0 = a;
    let x1 = a + a1;
    let x2 = a + a2;
    let x3 = a + a3;
    let left0 = sumsAt(out + shift, mode);
    let left1 = sumsAt(out1 + shift, mode);
    let left2 = sumsAt(out2 + shift, mode);
    let left3 = sumsAt(out3 + shift, mode);
    let right0 = sumsAt(out + shift + 16, mode);
    let right1 = sumsAt(out1 + shift + 16, mode);
    let right2 = sumsAt(out2 + shift + 16, mode);
    let right3 = sumsAt(out3 + shift + 16, mode);
    for (const end = panel + ((<usize>depth) << 5); panel != end;) {
      const left = v128.load(panel);
      const right = v128.load(panel, 16);
      const s0 = v128.load32_splat(x0);
      left0 = addProduct(left0, s0, left);
      right0 = addProduct(right0, s0, right);
      const s1 = v128.load32_splat(x1);
      left1 = addProduct(left1, s1, left);
      right1 = addProduct(right1, s1, right);
      const s2 = v128.load32_splat(x2);
      left2 = addProduct(left2, s2, left);
      right2 = addProduct(right2, s2, right);
      const s3 = v128.load32_splat(x3);
      left3 = addProduct(left3, s3, left);
      right3 = addProduct(right3, s3, right);
      panel += 32;
      x0 += aStep;
      x1 += aStep;
      x2 += aStep;
      x3 += aStep;
    }
    putRow(left0, right0, out, shift, mode);
    if (rows > 1) putRow(left1, right1, out1, shift, mode);
    if (rows > 2) putRow(left2, right2, out2, shift, mode);
    if (rows > 3) putRow(left3, right3, out3, shift, mode);
    a += aSegment;
    shift = 0;
    mode = ADD;
  }
}

function addTile4(
  a: usize,
  aRow: usize,
  aStep: usize,
  aSegment: usize,
  rows: i32,
  depth: i32,
  segments: i32,
  panel: usize,
  addend: usize,
  out: usize,
  outRow: usize,
  mode: i32,
): void {
  const a1 = rows > 1 ? aRow : 0;
  const a2 = rows > 2 ? a1 + aRow : a1;
  const a3 = rows > 3 ? a2 + aRow : a2;
  const out1 = rows > 1 ? out + outRow : out;
  const out2 = rows > 2 ? out1 + outRow : out1;
  const out3 = rows > 3 ? out2 + outRow : out2;
  let shift = addend - out;
  for (; segments > 0; segments--) {
    let x0 = a;
    let x1 = a + a1;
    let x2 = a + a2;
    let x3 = a + a3;
    let sum0 = sumsAt(out + shift, mode);
    let sum1 = sumsAt(out1 + shift, mode);
    let sum2 = sumsAt(out2 + shift, mode);
    let sum3 = sumsAt(out3 + shift, mode);
    for (const end = panel + ((<usize>depth) << 4); panel != end;) {
      const row = v128.load(panel);
      sum0 = addProduct(sum0, v128.load32_splat(x0), row);
      sum1 = addProduct(sum1, v128.load32_splat(x1), row);
      sum2 = addProduct(sum2, v128.load32_splat(x2), row);
      sum3 = addProduct(sum3, v128.load32_splat(x3), row);
      panel += 16;
      x0 += aStep;
      x1 += aStep;
      x2 += aStep;
      x3 += aStep;
    }
    putLanes(sum0, out, shift, mode);
    if (rows > 1) putLanes(sum1, out1, shift, mode);
    if (rows > 2) putLanes(sum2, out2, shift, mode);
    if (rows > 3) putLanes(sum3, out3, shift, mode);
    a += aSegment;
    shift = 0;
    mode = ADD;
  }
}
