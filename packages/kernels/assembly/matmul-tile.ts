import { addProduct } from './lanes';

/** out[m, width] (+)= a[m, depth] · panel[depth, width]; `resume` continues the sums that are in `out`. */
export function multiplyPanel(
  a: usize,
  aRow: usize,
  aStep: usize,
  m: i32,
  panel: usize,
  depth: i32,
  width: i32,
  out: usize,
  outRow: usize,
  resume: bool,
): void {
  const wide = width > 4;
  const full = (width & 3) == 0;
  const edge = panel + ((<usize>depth) << (wide ? 5 : 4));
  for (let i = 0; i < m; i += 4) {
    const rows = min(m - i, 4);
    const tile = full ? out : edge;
    const tileRow: usize = full ? outRow : 32;
    if (!full && resume) copyBlock(out, outRow, edge, 32, rows, width);
    if (wide) tile4x8(a, aRow, aStep, rows, panel, depth, tile, tileRow, resume);
    else tile4x4(a, aRow, aStep, rows, panel, depth, tile, tileRow, resume);
    if (!full) copyBlock(edge, 32, out, outRow, rows, width);
    a += aRow << 2;
    out += outRow << 2;
  }
}

function tile4x8(
  a0: usize,
  aRow: usize,
  aStep: usize,
  rows: i32,
  panel: usize,
  depth: i32,
  o0: usize,
  outRow: usize,
  resume: bool,
): void {
  const a1 = rows > 1 ? a0 + aRow : a0,
    a2 = rows > 2 ? a1 + aRow : a1,
    a3 = rows > 3 ? a2 + aRow : a2;
  const o1 = rows > 1 ? o0 + outRow : o0,
    o2 = rows > 2 ? o1 + outRow : o1,
    o3 = rows > 3 ? o2 + outRow : o2;
  let l0 = f32x4.splat(0),
    l1 = l0,
    l2 = l0,
    l3 = l0,
    r0 = l0,
    r1 = l0,
    r2 = l0,
    r3 = l0;
  if (resume) {
    l0 = v128.load(o0);
    r0 = v128.load(o0, 16);
    l1 = v128.load(o1);
    r1 = v128.load(o1, 16);
    l2 = v128.load(o2);
    r2 = v128.load(o2, 16);
    l3 = v128.load(o3);
    r3 = v128.load(o3, 16);
  }
  let p0 = a0,
    p1 = a1,
    p2 = a2,
    p3 = a3;
  for (let i = depth; i > 0; i--) {
    const left = v128.load(panel),
      right = v128.load(panel, 16);
    let s = v128.load32_splat(p0);
    l0 = addProduct(l0, s, left);
    r0 = addProduct(r0, s, right);
    s = v128.load32_splat(p1);
    l1 = addProduct(l1, s, left);
    r1 = addProduct(r1, s, right);
    s = v128.load32_splat(p2);
    l2 = addProduct(l2, s, left);
    r2 = addProduct(r2, s, right);
    s = v128.load32_splat(p3);
    l3 = addProduct(l3, s, left);
    r3 = addProduct(r3, s, right);
    panel += 32;
    p0 += aStep;
    p1 += aStep;
    p2 += aStep;
    p3 += aStep;
  }
  v128.store(o0, l0);
  v128.store(o0, r0, 16);
  v128.store(o1, l1);
  v128.store(o1, r1, 16);
  v128.store(o2, l2);
  v128.store(o2, r2, 16);
  v128.store(o3, l3);
  v128.store(o3, r3, 16);
}

function tile4x4(
  a0: usize,
  aRow: usize,
  aStep: usize,
  rows: i32,
  panel: usize,
  depth: i32,
  o0: usize,
  outRow: usize,
  resume: bool,
): void {
  const a1 = rows > 1 ? a0 + aRow : a0,
    a2 = rows > 2 ? a1 + aRow : a1,
    a3 = rows > 3 ? a2 + aRow : a2;
  const o1 = rows > 1 ? o0 + outRow : o0,
    o2 = rows > 2 ? o1 + outRow : o1,
    o3 = rows > 3 ? o2 + outRow : o2;
  let l0 = f32x4.splat(0),
    l1 = l0,
    l2 = l0,
    l3 = l0;
  if (resume) {
    l0 = v128.load(o0);
    l1 = v128.load(o1);
    l2 = v128.load(o2);
    l3 = v128.load(o3);
  }
  let p0 = a0,
    p1 = a1,
    p2 = a2,
    p3 = a3;
  for (let i = depth; i > 0; i--) {
    const left = v128.load(panel);
    l0 = addProduct(l0, v128.load32_splat(p0), left);
    l1 = addProduct(l1, v128.load32_splat(p1), left);
    l2 = addProduct(l2, v128.load32_splat(p2), left);
    l3 = addProduct(l3, v128.load32_splat(p3), left);
    panel += 16;
    p0 += aStep;
    p1 += aStep;
    p2 += aStep;
    p3 += aStep;
  }
  v128.store(o0, l0);
  v128.store(o1, l1);
  v128.store(o2, l2);
  v128.store(o3, l3);
}

/** Copies `rows × columns` floats. */
function copyBlock(from: usize, fromRow: usize, to: usize, toRow: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < (<usize>columns) << 2; j += 4) store<f32>(to + j, load<f32>(from + j));
    from += fromRow;
    to += toRow;
  }
}
