import { transpose4x4 } from './lanes';

/** out[i] = from[i]ᵀ for a batch of dense `rows × columns` matrices, float32. The two must not overlap. */
export function transpose(from: usize, out: usize, batch: i32, rows: i32, columns: i32): void {
  const bytes = (<usize>(rows * columns)) << 2;
  for (let i = 0; i < batch; i++) {
    transposeOne(from, out, rows, columns);
    from += bytes;
    out += bytes;
  }
}

function transposeOne(from: usize, out: usize, rows: i32, columns: i32): void {
  const fromStep = (<usize>columns) << 2;
  const outStep = (<usize>rows) << 2;
  const evenRows = rows & ~3;
  const evenColumns = columns & ~3;
  for (let j = 0; j < evenColumns; j += 4) {
    const source = from + ((<usize>j) << 2);
    const target = out + <usize>j * outStep;
    for (let i = 0; i < evenRows; i += 4)
      transpose4x4(source + <usize>i * fromStep, fromStep, target + ((<usize>i) << 2), outStep);
    transposeScalars(source, fromStep, target, outStep, evenRows, rows, 4);
  }
  const rest = (<usize>evenColumns) << 2;
  transposeScalars(
    from + rest,
    fromStep,
    out + <usize>evenColumns * outStep,
    outStep,
    0,
    rows,
    columns - evenColumns,
  );
}

/** Rows `first ≤ i < end`, of which `columns` columns, one by one. */
function transposeScalars(
  from: usize,
  fromStep: usize,
  out: usize,
  outStep: usize,
  first: i32,
  end: i32,
  columns: i32,
): void {
  for (let i = first; i < end; i++) {
    let source = from + <usize>i * fromStep;
    let target = out + ((<usize>i) << 2);
    for (let j = 0; j < columns; j++) {
      store<f32>(target, load<f32>(source));
      source += 4;
      target += outStep;
    }
  }
}
