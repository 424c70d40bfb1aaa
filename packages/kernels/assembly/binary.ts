import { ADD, DIV, MAX, MIN, MUL, SUB } from './generated/binary-codes';
import { loadLanes, storeLanes } from './lanes';

// Operations are types, so that each has loops of its own.
class Add {}
class Sub {}
class Mul {}
class Div {}
class Min {}
class Max {}
class SquaredDifference {}

/** Four results. */
function apply<Operation>(a: v128, b: v128): v128 {
  if (idof<Operation>() == idof<Add>()) return f32x4.add(a, b);
  if (idof<Operation>() == idof<Sub>()) return f32x4.sub(a, b);
  if (idof<Operation>() == idof<Mul>()) return f32x4.mul(a, b);
  if (idof<Operation>() == idof<Div>()) return f32x4.div(a, b);
  if (idof<Operation>() == idof<Min>()) return f32x4.min(a, b);
  if (idof<Operation>() == idof<Max>()) return f32x4.max(a, b);
  const difference = f32x4.sub(a, b);
  return f32x4.mul(difference, difference);
}

/** A row of results; a step of 0 repeats one number. */
function row<Operation>(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, n: i32): void {
  if (aStep != 0 && bStep != 0) {
    for (; n >= 4; n -= 4) {
      v128.store(out, apply<Operation>(v128.load(a), v128.load(b)));
      a += 16;
      b += 16;
      out += 16;
    }
    if (n > 0) storeLanes(out, apply<Operation>(loadLanes(a, n), loadLanes(b, n)), n);
  } else if (aStep != 0) {
    const one = v128.load32_splat(b);
    for (; n >= 4; n -= 4) {
      v128.store(out, apply<Operation>(v128.load(a), one));
      a += 16;
      out += 16;
    }
    if (n > 0) storeLanes(out, apply<Operation>(loadLanes(a, n), one), n);
  } else if (bStep != 0) {
    const one = v128.load32_splat(a);
    for (; n >= 4; n -= 4) {
      v128.store(out, apply<Operation>(one, v128.load(b)));
      b += 16;
      out += 16;
    }
    if (n > 0) storeLanes(out, apply<Operation>(one, loadLanes(b, n)), n);
  } else if (n > 0) {
    const same = apply<Operation>(v128.load32_splat(a), v128.load32_splat(b));
    for (; n >= 4; n -= 4) {
      v128.store(out, same);
      out += 16;
    }
    if (n > 0) storeLanes(out, same, n);
  }
}

function rows<Operation>(
  a: usize,
  b: usize,
  out: usize,
  count: i32,
  columns: i32,
  aRow: i32,
  aColumn: i32,
  bRow: i32,
  bColumn: i32,
): void {
  for (; count > 0; count--) {
    row<Operation>(a, aColumn, b, bColumn, out, columns);
    a += (<usize>aRow) << 2;
    b += (<usize>bRow) << 2;
    out += (<usize>columns) << 2;
  }
}

/** See `BinaryKernels.binary`. */
export function binary(code: i32, a: usize, b: usize, out: usize, n: i32): void {
  binaryBroadcast(code, a, b, out, 1, n, 0, 1, 0, 1);
}

/** See `BinaryKernels.binaryBroadcast`. */
export function binaryBroadcast(
  code: i32,
  a: usize,
  b: usize,
  out: usize,
  count: i32,
  columns: i32,
  aRow: i32,
  aColumn: i32,
  bRow: i32,
  bColumn: i32,
): void {
  switch (code) {
    case ADD:
      return rows<Add>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case SUB:
      return rows<Sub>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case MUL:
      return rows<Mul>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case DIV:
      return rows<Div>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case MIN:
      return rows<Min>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case MAX:
      return rows<Max>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    default:
      return rows<SquaredDifference>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
  }
}

/** See `BinaryKernels.binaryStrided`. */
export function binaryStrided(
  code: i32,
  a: usize,
  b: usize,
  out: usize,
  d0: i32,
  d1: i32,
  d2: i32,
  d3: i32,
  a0: i32,
  a1: i32,
  a2: i32,
  a3: i32,
  b0: i32,
  b1: i32,
  b2: i32,
  b3: i32,
): void {
  const size = (<usize>d2 * <usize>d3) << 2;
  for (let i = 0; i < d0; i++) {
    for (let j = 0; j < d1; j++) {
      const left = a + ((<usize>(i * a0 + j * a1)) << 2);
      const right = b + ((<usize>(i * b0 + j * b1)) << 2);
      binaryBroadcast(code, left, right, out, d2, d3, a2, a3, b2, b3);
      out += size;
    }
  }
}
