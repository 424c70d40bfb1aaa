import { transpose4x4 } from './lanes';

/** A cache line of the input is read as a whole, and the lines of the output are few enough to stay until they are full. */
export const COLUMNS: i32 = 16;

/** See `Kernels.transpose` in `src/kernels.ts`. */
export function transpose(from: usize, out: usize, batch: i32, rows: i32, columns: i32): void {
  const fromRow = (<usize>columns) << 2;
  const outRow = (<usize>rows) << 2;
  for (; batch > 0; batch--) {
    for (let j = 0; j < columns; j += COLUMNS) {
      const width = min(columns - j, COLUMNS);
      transposeColumns(from + ((<usize>j) << 2), fromRow, out + <usize>j * outRow, outRow, rows, width);
    }
    from += <usize>rows * fromRow;
    out += <usize>rows * fromRow;
  }
}

/** Of at most `COLUMNS` columns; steps in bytes. */
export function transposeColumns(
  from: usize,
  fromRow: usize,
  out: usize,
  outRow: usize,
  rows: i32,
  columns: i32,
): void {
  for (; rows > 0; rows -= 4) {
    let source = from;
    let target = out;
    for (let left = columns; left > 0; left -= 4) {
      if (min(left, rows) >= 4) transpose4x4(source, fromRow, target, outRow);
      else transposeWords(source, fromRow, target, outRow, min(rows, 4), min(left, 4));
      source += 16;
      target += 4 * outRow;
    }
    from += 4 * fromRow;
    out += 16;
  }
}

function transposeWords(
  from: usize,
  fromRow: usize,
  out: usize,
  outRow: usize,
  rows: i32,
  columns: i32,
): void {
  for (let i: usize = 0; i < <usize>rows; i++)
    for (let j: usize = 0; j < <usize>columns; j++)
      store<u32>(out + j * outRow + (i << 2), load<u32>(from + i * fromRow + (j << 2)));
}
