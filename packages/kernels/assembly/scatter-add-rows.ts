/**
 * out[indices[i]] += rows[i] for i = 0 … count − 1, in this order, so that repeated indices give the same bits always.
 * `rows [count, rowSize]` float32, `indices [count]` int32, `out [·, rowSize]` float32, not cleared here.
 */
export function scatterAddRows(rows: usize, indices: usize, out: usize, count: i32, rowSize: i32): void {
  const step = (<usize>rowSize) << 2;
  const even = (<usize>(rowSize & ~3)) << 2;
  for (let i = 0; i < count; i++) {
    const target = out + <usize>load<i32>(indices) * step;
    for (let j: usize = 0; j < even; j += 16)
      v128.store(target + j, f32x4.add(v128.load(target + j), v128.load(rows + j)));
    for (let j = even; j < step; j += 4) store<f32>(target + j, load<f32>(target + j) + load<f32>(rows + j));
    indices += 4;
    rows += step;
  }
}
