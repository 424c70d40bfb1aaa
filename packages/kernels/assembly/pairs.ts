// Two float32 at a time as float64.

/** The next two of n float32, or the last and 0, as float64. */
export function loadPair(from: usize, n: i32): v128 {
  return f64x2.promote_low_f32x4(n >= 2 ? v128.load64_zero(from) : v128.load32_zero(from));
}

/** Stores the first of the pair when n is 1, else both, rounded to float32. */
export function storePair(to: usize, pair: v128, n: i32): void {
  const result = f32x4.demote_f64x2_zero(pair);
  if (n >= 2) v128.store_lane<u64>(to, result, 0);
  else v128.store_lane<u32>(to, result, 0);
}

/** Stores two pairs, rounded to float32. */
export function storePairs(to: usize, low: v128, high: v128): void {
  v128.store(to, v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2));
}
