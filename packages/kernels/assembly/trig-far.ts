// x = n·π/2 + r for large float32 x: multiply by those bits of 2/π that matter and keep the fraction (Payne & Hanek 1983).

/** π/2 · 2⁻⁶². */
const UNIT: f64 = 3.4061215800865545e-19;

/**
 * For |x| ≥ 2²⁰, a float32: the pair (n mod 4 in the lowest bits, r), |r| ≤ π/4. (NaN, NaN) for what is no number.
 *
 * x = m·2ᵉ with an integer m < 2²⁴. Bits of 2/π that are worth 4 or more times 2⁻ᵉ change nothing; 96 bits
 * from there on give r with an error below 2⁻⁶¹, so that the r of every float32 has more digits than float32.
 */
export function reduceFar(x: f64): v128 {
  if (x - x != 0) return f64x2.splat(NaN);
  const bits = reinterpret<u32>(<f32>x);
  const m = <u64>((bits & 0x7fffff) | 0x800000);
  // The first bit that matters is worth 2¹⁻ᵉ; word 0 begins at 2³¹.
  const start = ((bits >>> 23) & 255) - 150 + 30;
  const word = start >> 5;
  const shift = <u64>(start & 31);
  const high =
    (((twoOverPi(word) << 32) | twoOverPi(word + 1)) << shift) | (twoOverPi(word + 2) >> (32 - shift));
  const low = (((twoOverPi(word + 2) << 32) | twoOverPi(word + 3)) << shift) >> 32;
  // Quarter turns · 2⁶²; what does not fit are whole turns.
  const turns = m * high + ((m * low) >> 32);
  const n = (turns + ((<u64>1) << 61)) >> 62;
  const r = <f64>(<i64>(turns - (n << 62))) * UNIT;
  const negative = x < 0;
  return i64x2.replace_lane(f64x2.splat(negative ? -r : r), 0, negative ? -(<i64>n) : <i64>n);
}

/** 32 bits of 2/π: those worth 2⁻¹ to 2⁻³² for i = 1, and so on to i = 7; none for i = 0. */
function twoOverPi(i: u32): u64 {
  switch (i) {
    case 1:
      return 0xa2f9836e;
    case 2:
      return 0x4e441529;
    case 3:
      return 0xfc2757d1;
    case 4:
      return 0xf534ddc0;
    case 5:
      return 0xdb629599;
    case 6:
      return 0x3c439041;
    case 7:
      return 0xfe5163ab;
    default:
      return 0;
  }
}
