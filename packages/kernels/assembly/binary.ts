import * as lanes from './binary-lanes';
import * as code from './generated/binary-codes';

/** A row of results; a step of 0 repeats one number. */
function row<Operation>(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, n: i32): void {
  if (aStep != 0 && bStep != 0) {
    for (; n >= 4; n -= 4) {
      v128.store(out, lanes.apply<Operation>(v128.load(a), v128.load(b)));
      a += 16;
      b += 16;
      out += 16;
    }
  } else if (aStep != 0) {
    const one = v128.load32_splat(b);
    for (; n >= 4; n -= 4) {
      v128.store(out, lanes.apply<Operation>(v128.load(a), one));
      a += 16;
      out += 16;
    }
  } else if (bStep != 0) {
    const one = v128.load32_splat(a);
    for (; n >= 4; n -= 4) {
      v128.store(out, lanes.apply<Operation>(one, v128.load(b)));
      b += 16;
      out += 16;
    }
  }
  for (; n > 0; n--) {
    v128.store_lane<u32>(out, lanes.apply<Operation>(v128.load32_splat(a), v128.load32_splat(b)), 0);
    a += aStep << 2;
    b += bStep << 2;
    out += 4;
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

/** See `BinaryKernels.binary` in `src/binary-kernels.ts`. */
export function binary(operation: i32, a: usize, b: usize, out: usize, n: i32): void {
  binaryBroadcast(operation, a, b, out, 1, n, 0, 1, 0, 1);
}

/** See `BinaryKernels.binaryBroadcast` in `src/binary-kernels.ts`. */
export function binaryBroadcast(
  operation: i32,
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
  switch (operation) {
    case code.ADD:
      return rows<lanes.Add>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.SUB:
      return rows<lanes.Sub>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.MUL:
      return rows<lanes.Mul>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.DIV:
      return rows<lanes.Div>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.MIN:
      return rows<lanes.Min>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.MAX:
      return rows<lanes.Max>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.SQUARED_DIFFERENCE:
      return rows<lanes.SquaredDifference>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.POW:
      return rows<lanes.Pow>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.ADD_INT:
      return rows<lanes.AddInt>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.SUB_INT:
      return rows<lanes.SubInt>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
    case code.MUL_INT:
      return rows<lanes.MulInt>(a, b, out, count, columns, aRow, aColumn, bRow, bColumn);
  }
}

/** See `BinaryKernels.binaryStrided` in `src/binary-kernels.ts`. */
export function binaryStrided(
  operation: i32,
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
      binaryBroadcast(operation, left, right, out, d2, d3, a2, a3, b2, b3);
      out += size;
    }
  }
}
