// Conversions between float32, int32 and bools of one byte each, 0 or 1. Each four at a time, the last ones too.
import { loadBools, storeBools } from './bools';
import { loadLanes, storeLanes } from './lanes';

/** See `CastKernels` in `src/cast-kernels.ts` for all of these. */
export function castFloatToInt(x: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeLanes(out, i32x4.trunc_sat_f32x4_s(loadLanes(x, n)), n);
    x += 16;
    out += 16;
  }
}

export function castIntToFloat(x: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeLanes(out, f32x4.convert_i32x4_s(loadLanes(x, n)), n);
    x += 16;
    out += 16;
  }
}

export function castBoolToFloat(x: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeLanes(out, f32x4.convert_i32x4_s(loadBools(x, n)), n);
    x += 4;
    out += 16;
  }
}

export function castBoolToInt(x: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeLanes(out, loadBools(x, n), n);
    x += 4;
    out += 16;
  }
}

export function castFloatToBool(x: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeBools(out, f32x4.ne(loadLanes(x, n), f32x4.splat(0)), n);
    x += 16;
    out += 4;
  }
}

export function castIntToBool(x: usize, out: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeBools(out, i32x4.ne(loadLanes(x, n), i32x4.splat(0)), n);
    x += 16;
    out += 4;
  }
}
