// Small pieces that kernels share. The optimiser inlines most of them.

/** `sum + a·b`, rounded twice as every engine does it; never fused. */
export function addProduct(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** The first `count` words at `from`, then zeros; four words when `count` ≥ 4. Reads nothing else. */
export function loadLanes(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  if (count < 2) return v128.load32_zero(from);
  const pair = v128.load64_zero(from);
  return count == 2 ? pair : v128.load_lane<u32>(from, pair, 2, 8);
}

/** Stores the first `count` words, all four when `count` ≥ 4. Writes nothing else. */
export function storeLanes(to: usize, value: v128, count: i32): void {
  if (count >= 4) v128.store(to, value);
  else if (count < 2) v128.store_lane<u32>(to, value, 0);
  else {
    v128.store_lane<u64>(to, value, 0);
    if (count == 3) v128.store_lane<u32>(to, value, 2, 8);
  }
}

/** The first `count` words that lie `step` bytes apart, then zeros; four words when `count` ≥ 4. */
export function gatherLanes(from: usize, step: usize, count: i32): v128 {
  let lanes = v128.load32_zero(from);
  if (count > 1) lanes = v128.load_lane<u32>(from + step, lanes, 1);
  if (count > 2) lanes = v128.load_lane<u32>(from + 2 * step, lanes, 2);
  return count > 3 ? v128.load_lane<u32>(from + 3 * step, lanes, 3) : lanes;
}

/** Stores the first `count` words `step` bytes apart, all four when `count` ≥ 4. */
export function scatterLanes(to: usize, step: usize, value: v128, count: i32): void {
  v128.store_lane<u32>(to, value, 0);
  if (count > 1) v128.store_lane<u32>(to + step, value, 1);
  if (count > 2) v128.store_lane<u32>(to + 2 * step, value, 2);
  if (count > 3) v128.store_lane<u32>(to + 3 * step, value, 3);
}

/** Stores the transpose of a 4×4 block; steps from row to row in bytes. */
export function transpose4x4(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + fromStep);
  const r2 = v128.load(from + 2 * fromStep);
  const r3 = v128.load(from + 3 * fromStep);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
  v128.store(to + toStep, v128.shuffle<f64>(low01, low23, 1, 3));
  v128.store(to + 2 * toStep, v128.shuffle<f64>(high01, high23, 0, 2));
  v128.store(to + 3 * toStep, v128.shuffle<f64>(high01, high23, 1, 3));
}
