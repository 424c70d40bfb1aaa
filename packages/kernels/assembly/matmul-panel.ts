import { loadLanes, transpose4x4 } from './lanes';

/** Packed panels of up to 4 columns have rows of 16 bytes, wider ones of 32. */
export function packPanel(
  b: usize,
  step: usize,
  columnStep: usize,
  depth: i32,
  width: i32,
  panel: usize,
): void {
  if (columnStep == 4) packRows(b, step, depth, width, panel);
  else packColumns(b, columnStep, depth, width, panel);
}

/** Copies rows of a row-major matrix; columns after the last one become zeros. */
function packRows(b: usize, step: usize, depth: i32, width: i32, panel: usize): void {
  const end = b + <usize>depth * step;
  if (width == 8) {
    for (; b != end; b += step) {
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, 16), 16);
      panel += 32;
    }
  } else if (width > 4) {
    for (; b != end; b += step) {
      v128.store(panel, v128.load(b));
      v128.store(panel, loadLanes(b + 16, width - 4), 16);
      panel += 32;
    }
  } else {
    for (; b != end; b += step) {
      v128.store(panel, loadLanes(b, width));
      panel += 16;
    }
  }
}

/** Gathers columns that lie as rows in memory. */
function packColumns(b: usize, columnStep: usize, depth: i32, width: i32, panel: usize): void {
  const rowBytes: usize = width > 4 ? 32 : 16;
  const even = <usize>(depth & ~3);
  for (let j = 0; j < <i32>(rowBytes >> 2); j += 4) {
    const target = panel + ((<usize>j) << 2);
    const source = b + <usize>j * columnStep;
    const columns = width - j;
    if (columns >= 4)
      for (let p: usize = 0; p < even; p += 4)
        transpose4x4(source + (p << 2), columnStep, target + p * rowBytes, rowBytes);
    const first = columns >= 4 ? even : 0;
    for (let c = 0; c < 4; c++)
      for (let p = first; p < <usize>depth; p++)
        store<f32>(
          target + p * rowBytes + ((<usize>c) << 2),
          c < columns ? load<f32>(source + <usize>c * columnStep + (p << 2)) : 0,
        );
  }
}
