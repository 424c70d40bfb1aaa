// Whole numbers in a range, as JAX makes them: two words each, reduced in 32-bit arithmetic.
import { storeLanes } from './lanes';
import { fourWords } from './random-bits';
import { hash, secondWords } from './threefry2x32';

/** See `RandomKernels.integers` in `src/random-kernels.ts`. */
export function integers(key: usize, out: usize, count: i32, min: i32, max: i32): void {
  // Two children of the key: the higher words are drawn from one, the lower words from the other.
  const first = hash(load<i32>(key), load<i32>(key, 4), i32x4.splat(0), i32x4(0, 1, 0, 0));
  const second = secondWords;
  const span = <u32>max - <u32>min;
  const half = span == 0 ? 0 : 65536 % span;
  const factor = span > 65536 || span == 0 ? 0 : (half * half) % span;
  for (let i = 0; i < count; i += 4) {
    const higher = fourWords(i32x4.extract_lane(first, 0), i32x4.extract_lane(second, 0), i);
    const lower = fourWords(i32x4.extract_lane(first, 1), i32x4.extract_lane(second, 1), i);
    storeLanes(out, i32x4.add(i32x4.splat(min), reduceLanes(higher, lower, span, factor)), count - i);
    out += 16;
  }
}

function reduceLanes(higher: v128, lower: v128, span: u32, factor: u32): v128 {
  // All 2³² numbers: the lower words themselves.
  if (span == 0) return lower;
  let result = i32x4.splat(reduce(i32x4.extract_lane(higher, 0), i32x4.extract_lane(lower, 0), span, factor));
  result = i32x4.replace_lane(result, 1, reduce(i32x4.extract_lane(higher, 1), i32x4.extract_lane(lower, 1), span, factor)); // prettier-ignore
  result = i32x4.replace_lane(result, 2, reduce(i32x4.extract_lane(higher, 2), i32x4.extract_lane(lower, 2), span, factor)); // prettier-ignore
  return i32x4.replace_lane(result, 3, reduce(i32x4.extract_lane(higher, 3), i32x4.extract_lane(lower, 3), span, factor)); // prettier-ignore
}

/** (higher · 2³² + lower) mod span, given 2³² mod span where that is used. */
function reduce(higher: u32, lower: u32, span: u32, factor: u32): u32 {
  return ((higher % span) * factor + (lower % span)) % span;
}
