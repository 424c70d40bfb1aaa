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
 * @param aRow - bytes from row to row of a; `aStep`: from column to column; `aSegment`: from segment to segment, which lie one
 *   after the other in the panels.
 * @param panels - b; `room`: TILE_BYTES to work in; `outRow`: bytes from row to row of addend and result.
 */
export function multiplyPanels(
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
  for (; width > 0; width -= 8) {
    if (width >= 8)
      addTiles8(a, aRow, aStep, aSegment, m, depth, segments, panels, addend, out, outRow, mode);
    else if (width == 4)
      addTiles4(a, aRow, aStep, aSegment, m, depth, segments, panels, addend, out, outRow, mode);
    else {
      // Sums of a width that no tile has are made in the room.
      for (; m > 0; m -= 4) {
        const rows = min(m, 4);
        if (mode != START) copyBlock(addend, outRow, room, 32, rows, width);
        if (width > 4)
          addTiles8(a, aRow, aStep, aSegment, rows, depth, segments, panels, room, room, 32, mode);
        else addTiles4(a, aRow, aStep, aSegment, rows, depth, segments, panels, room, room, 32, mode);
        copyBlock(room, 32, out, outRow, rows, width);
        a += 4 * aRow;
        addend += 4 * outRow;
        out += 4 * outRow;
      }
    }
    panels += panelBytes(depth * segments, 8);
    addend += 32;
    out += 32;
  }
}

function copyBlock(from: usize, fromRow: usize, to: usize, toRow: usize, rows: i32, columns: i32): void {
  for (; rows > 0; rows--) {
    for (let j: usize = 0; j < (<usize>columns) << 2; j += 4) store<f32>(to + j, load<f32>(from + j));
    from += fromRow;
    to += toRow;
  }
}

/** One tile below the other. Fewer than 4 rows: the missing ones repeat the last, and their sums are dropped. */
// eslint-disable-next-line max-lines-per-function -- the sums stay in registers only within one function
function addTiles8(
  a: usize,
  aRow: usize,
  aStep: usize,
  aSegment: usize,
  m: i32,
  depth: i32,
  segments: i32,
  panels: usize,
  addend: usize,
  out: usize,
  outRow: usize,
  mode: i32,
): void {
  for (; m > 0; m -= 4) {
    const a1 = m > 1 ? aRow : 0;
    const a2 = m > 2 ? a1 + aRow : a1;
    const a3 = m > 3 ? a2 + aRow : a2;
    const out1 = m > 1 ? out + outRow : out;
    const out2 = m > 2 ? out1 + outRow : out1;
    const out3 = m > 3 ? out2 + outRow : out2;
    let from = a;
    let panel = panels;
    let shift = addend - out;
    let isAdded = mode == ADD;
    for (let s = segments; s > 0; s--) {
      let x0 = from;
      let x1 = from + a1;
      let x2 = from + a2;
      let x3 = from + a3;
      const zeros = f32x4.splat(0);
      let left0 = zeros;
      let left1 = zeros;
      let left2 = zeros;
      let left3 = zeros;
      let right0 = zeros;
      let right1 = zeros;
      let right2 = zeros;
      let right3 = zeros;
      if (mode == CONTINUE) {
        left0 = f32x4.add(zeros, v128.load(out + shift));
        left1 = f32x4.add(zeros, v128.load(out1 + shift));
        left2 = f32x4.add(zeros, v128.load(out2 + shift));
        left3 = f32x4.add(zeros, v128.load(out3 + shift));
        right0 = f32x4.add(zeros, v128.load(out + shift, 16));
        right1 = f32x4.add(zeros, v128.load(out1 + shift, 16));
        right2 = f32x4.add(zeros, v128.load(out2 + shift, 16));
        right3 = f32x4.add(zeros, v128.load(out3 + shift, 16));
      }
      const end = panel + ((<usize>depth) << 5);
      // The checks stand below what they guard, and the last row comes first: so engines (V8 as of 2026) need the fewest
      // registers and jumps. Two steps a round where the second is a constant away: the loop for any step alone takes an
      // eighth longer, and so does one whose second step is not a constant.
      if (aStep == 4) {
        do {
          let left = v128.load(panel);
          let right = v128.load(panel, 16);
          let x = v128.load32_splat(x3);
          left3 = addProduct(left3, x, left);
          right3 = addProduct(right3, x, right);
          x = v128.load32_splat(x2);
          left2 = addProduct(left2, x, left);
          right2 = addProduct(right2, x, right);
          x = v128.load32_splat(x1);
          left1 = addProduct(left1, x, left);
          right1 = addProduct(right1, x, right);
          x = v128.load32_splat(x0);
          left0 = addProduct(left0, x, left);
          right0 = addProduct(right0, x, right);
          if (panel + 32 == end) break;
          left = v128.load(panel, 32);
          right = v128.load(panel, 48);
          x = v128.load32_splat(x3, 4);
          left3 = addProduct(left3, x, left);
          right3 = addProduct(right3, x, right);
          x = v128.load32_splat(x2, 4);
          left2 = addProduct(left2, x, left);
          right2 = addProduct(right2, x, right);
          x = v128.load32_splat(x1, 4);
          left1 = addProduct(left1, x, left);
          right1 = addProduct(right1, x, right);
          x = v128.load32_splat(x0, 4);
          left0 = addProduct(left0, x, left);
          right0 = addProduct(right0, x, right);
          panel += 64;
          x0 += 8;
          x1 += 8;
          x2 += 8;
          x3 += 8;
        } while (panel != end);
      } else {
        do {
          const left = v128.load(panel);
          const right = v128.load(panel, 16);
          let x = v128.load32_splat(x3);
          left3 = addProduct(left3, x, left);
          right3 = addProduct(right3, x, right);
          x = v128.load32_splat(x2);
          left2 = addProduct(left2, x, left);
          right2 = addProduct(right2, x, right);
          x = v128.load32_splat(x1);
          left1 = addProduct(left1, x, left);
          right1 = addProduct(right1, x, right);
          x = v128.load32_splat(x0);
          left0 = addProduct(left0, x, left);
          right0 = addProduct(right0, x, right);
          panel += 32;
          x0 += aStep;
          x1 += aStep;
          x2 += aStep;
          x3 += aStep;
        } while (panel != end);
      }
      panel = end;
      if (isAdded) {
        left0 = f32x4.add(v128.load(out + shift), left0);
        left1 = f32x4.add(v128.load(out1 + shift), left1);
        left2 = f32x4.add(v128.load(out2 + shift), left2);
        left3 = f32x4.add(v128.load(out3 + shift), left3);
        right0 = f32x4.add(v128.load(out + shift, 16), right0);
        right1 = f32x4.add(v128.load(out1 + shift, 16), right1);
        right2 = f32x4.add(v128.load(out2 + shift, 16), right2);
        right3 = f32x4.add(v128.load(out3 + shift, 16), right3);
      }
      v128.store(out, left0);
      v128.store(out, right0, 16);
      if (m > 1) {
        v128.store(out1, left1);
        v128.store(out1, right1, 16);
      }
      if (m > 2) {
        v128.store(out2, left2);
        v128.store(out2, right2, 16);
      }
      if (m > 3) {
        v128.store(out3, left3);
        v128.store(out3, right3, 16);
      }
      from += aSegment;
      shift = 0;
      isAdded = true;
    }
    a += 4 * aRow;
    addend += 4 * outRow;
    out += 4 * outRow;
  }
}

/** As {@link addTiles8}, half as wide. */
// eslint-disable-next-line max-lines-per-function -- as above
function addTiles4(
  a: usize,
  aRow: usize,
  aStep: usize,
  aSegment: usize,
  m: i32,
  depth: i32,
  segments: i32,
  panels: usize,
  addend: usize,
  out: usize,
  outRow: usize,
  mode: i32,
): void {
  for (; m > 0; m -= 4) {
    const a1 = m > 1 ? aRow : 0;
    const a2 = m > 2 ? a1 + aRow : a1;
    const a3 = m > 3 ? a2 + aRow : a2;
    const out1 = m > 1 ? out + outRow : out;
    const out2 = m > 2 ? out1 + outRow : out1;
    const out3 = m > 3 ? out2 + outRow : out2;
    let from = a;
    let panel = panels;
    let shift = addend - out;
    let isAdded = mode == ADD;
    for (let s = segments; s > 0; s--) {
      let x0 = from;
      let x1 = from + a1;
      let x2 = from + a2;
      let x3 = from + a3;
      const zeros = f32x4.splat(0);
      let sum0 = zeros;
      let sum1 = zeros;
      let sum2 = zeros;
      let sum3 = zeros;
      if (mode == CONTINUE) {
        sum0 = f32x4.add(zeros, v128.load(out + shift));
        sum1 = f32x4.add(zeros, v128.load(out1 + shift));
        sum2 = f32x4.add(zeros, v128.load(out2 + shift));
        sum3 = f32x4.add(zeros, v128.load(out3 + shift));
      }
      const end = panel + ((<usize>depth) << 4);
      do {
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
      } while (panel != end);
      if (isAdded) {
        sum0 = f32x4.add(v128.load(out + shift), sum0);
        sum1 = f32x4.add(v128.load(out1 + shift), sum1);
        sum2 = f32x4.add(v128.load(out2 + shift), sum2);
        sum3 = f32x4.add(v128.load(out3 + shift), sum3);
      }
      v128.store(out, sum0);
      if (m > 1) v128.store(out1, sum1);
      if (m > 2) v128.store(out2, sum2);
      if (m > 3) v128.store(out3, sum3);
      from += aSegment;
      shift = 0;
      isAdded = true;
    }
    a += 4 * aRow;
    addend += 4 * outRow;
    out += 4 * outRow;
  }
}
