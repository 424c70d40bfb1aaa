import { copyRow } from './copy-row';
import { fill } from './fill';
import { COLUMNS, transposeColumns } from './transpose';

/** See `CopyKernels.copyStrided` in `src/copy-kernels.ts`. */
export function copyStrided(
  from: usize,
  out: usize,
  d0: i32,
  d1: i32,
  d2: i32,
  d3: i32,
  f0: i32,
  f1: i32,
  f2: i32,
  f3: i32,
  o0: i32,
  o1: i32,
  o2: i32,
  o3: i32,
): void {
  for (let i = 0; i < d0; i++)
    for (let j = 0; j < d1; j++)
      copyPlane(
        from + ((i * f0 + j * f1) << 2),
        out + ((i * o0 + j * o1) << 2),
        d2,
        d3,
        f2 << 2,
        f3 << 2,
        o2 << 2,
        o3 << 2,
      );
}

/** See `CopyKernels.copyStridedBytes` in `src/copy-kernels.ts`. */
export function copyStridedBytes(
  from: usize,
  out: usize,
  d0: i32,
  d1: i32,
  d2: i32,
  d3: i32,
  f0: i32,
  f1: i32,
  f2: i32,
  f3: i32,
  o0: i32,
  o1: i32,
  o2: i32,
  o3: i32,
): void {
  for (let i = 0; i < d0; i++)
    for (let j = 0; j < d1; j++)
      copyPlaneOfBytes(from + (i * f0 + j * f1), out + (i * o0 + j * o1), d2, d3, f2, f3, o2, o3);
}

/** The last two axes; steps in bytes. */
function copyPlane(
  from: usize,
  out: usize,
  rows: i32,
  columns: i32,
  fromRow: i32,
  fromColumn: i32,
  outRow: i32,
  outColumn: i32,
): void {
  if (outColumn == 4 && fromColumn == 4)
    return copyRows(from, out, rows, (<usize>columns) << 2, fromRow, outRow);
  if (outColumn == 4 && fromColumn == 0) return repeatWords(from, out, rows, columns, fromRow, outRow);
  if (outColumn == 4 && fromRow == 4) return transposePlane(from, out, rows, columns, fromColumn, outRow);
  copyElements<u32>(from, out, rows, columns, fromRow, fromColumn, outRow, outColumn);
}

function copyPlaneOfBytes(
  from: usize,
  out: usize,
  rows: i32,
  columns: i32,
  fromRow: i32,
  fromColumn: i32,
  outRow: i32,
  outColumn: i32,
): void {
  if (outColumn == 1 && fromColumn == 1) return copyRows(from, out, rows, columns, fromRow, outRow);
  copyElements<u8>(from, out, rows, columns, fromRow, fromColumn, outRow, outColumn);
}

/** Element by element, for any steps. */
function copyElements<Element>(
  from: usize,
  out: usize,
  rows: i32,
  columns: i32,
  fromRow: i32,
  fromColumn: i32,
  outRow: i32,
  outColumn: i32,
): void {
  for (; rows > 0; rows--) {
    let source = from;
    let target = out;
    for (let left = columns; left > 0; left--) {
      store<Element>(target, load<Element>(source));
      source += fromColumn;
      target += outColumn;
    }
    from += fromRow;
    out += outRow;
  }
}

function repeatWords(from: usize, out: usize, rows: i32, columns: i32, fromRow: i32, outRow: i32): void {
  for (; rows > 0; rows--) {
    fill(out, columns, load<u32>(from));
    from += fromRow;
    out += outRow;
  }
}

/** Columns of the target lie in one piece in the source. */
function transposePlane(
  from: usize,
  out: usize,
  rows: i32,
  columns: i32,
  fromColumn: i32,
  outRow: i32,
): void {
  for (; rows > 0; rows -= COLUMNS) {
    transposeColumns(from, fromColumn, out, outRow, columns, min(rows, COLUMNS));
    from += COLUMNS << 2;
    out += COLUMNS * outRow;
  }
}

function copyRows(from: usize, out: usize, rows: i32, bytes: usize, fromRow: i32, outRow: i32): void {
  for (; rows > 0; rows--) {
    copyRow(from, out, bytes);
    from += fromRow;
    out += outRow;
  }
}
