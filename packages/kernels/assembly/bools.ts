// Bools of one byte each, 0 or 1, as lanes.

/** The first `count` bytes at `from` as integers, then zeros; four when `count` ≥ 4. Reads nothing else. */
export function loadBools(from: usize, count: i32): v128 {
  if (count >= 4) return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from)));
  let lanes = i32x4.replace_lane(i32x4.splat(0), 0, load<u8>(from));
  if (count > 1) lanes = i32x4.replace_lane(lanes, 1, load<u8>(from, 1));
  return count > 2 ? i32x4.replace_lane(lanes, 2, load<u8>(from, 2)) : lanes;
}

/** Stores a byte, 0 or 1, for each of the first `count` lanes, which are 0 or −1; four when `count` ≥ 4. */
export function storeBools(to: usize, lanes: v128, count: i32): void {
  const bools = v128.and(lanes, i32x4.splat(1));
  if (count >= 4) {
    const bytes = i8x16.shuffle(bools, bools, 0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    v128.store_lane<u32>(to, bytes, 0);
    return;
  }
  v128.store_lane<u8>(to, bools, 0);
  if (count > 1) v128.store_lane<u8>(to, bools, 4, 1);
  if (count > 2) v128.store_lane<u8>(to, bools, 8, 2);
}
