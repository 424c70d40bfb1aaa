// x = n · π/2 + r with |r| ≤ π/4, r in two parts, exact for every float64.
// Medium arguments: Cody & Waite 1980, π/2 in 33-bit pieces. Large ones: the idea of Payne & Hanek 1983, multiply by enough
// bits of 2/π and keep the fraction, here in exact BigInt arithmetic because such arguments are rare.

/** The quadrant n mod 4 and the rest r = high + low. */
interface Reduced {
  readonly quadrant: number;
  readonly high: number;
  readonly low: number;
}

const TWO_OVER_PI = 0.6366197723675814;
const QUARTER_PI = 0.7853981633974483;
/** Below 2^20 · π/2 the multiple n has at most 20 bits, so n times a 33-bit piece is exact. */
const MEDIUM = 1647099;

// π/2 = PIECE1 + PIECE2 + PIECE3 + TAIL; pieces have 33 significant bits.
const PIECE1 = 1.5707963267341256;
const PIECE2 = 6.077100506303966e-11;
const PIECE3 = 2.0222662487111665e-21;
const TAIL = 8.4784276603689e-32;

/** a + b exactly, as rounded sum and error (Knuth 1969). */
function twoSum(a: number, b: number): [number, number] {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
}

function reduceMedium(x: number): Reduced {
  const n = Math.floor(x * TWO_OVER_PI + 0.5);
  const [a, errorA] = twoSum(x - n * PIECE1, -n * PIECE2);
  const [b, errorB] = twoSum(a, -n * PIECE3);
  const rest = errorA + errorB - n * TAIL;
  const high = b + rest;
  return { quadrant: n & 3, high, low: b - high + rest };
}

/** 2/π · 2^1216, rounded down. */
const TWO_OVER_PI_BITS = BigInt(
  '0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1c' +
    'b129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f' +
    '6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6bab',
);
/** π/2 · 2^192, rounded down. */
const HALF_PI_BITS = BigInt('0x1921fb54442d18469898cc51701b839a252049c1114cf98e8');
const SCALE = 6277101735386680763835789423207666416102355444464034512896; // 2^192

/** x ≥ 2^20: an integer times a power of two, so BigInt holds it exactly. */
function reduceLarge(x: number): Reduced {
  const shift = x >= 9007199254740992 ? 0n : 60n;
  const product = BigInt(shift ? x * 1152921504606846976 : x) * TWO_OVER_PI_BITS; // x · 2^60 is an integer
  const turns = product >> (1216n + shift - 192n); // quarter turns · 2^192
  const n = (turns + (1n << 191n)) >> 192n;
  const rest = ((turns - (n << 192n)) * HALF_PI_BITS) >> 192n;
  const scaledHigh = Number(rest);
  return {
    quadrant: Number(n & 3n),
    high: scaledHigh / SCALE,
    low: Number(rest - BigInt(scaledHigh)) / SCALE,
  };
}

/** Reduces a finite x by multiples of π/2. */
export function reduce(x: number): Reduced {
  const size = Math.abs(x);
  if (size <= QUARTER_PI) return { quadrant: 0, high: x, low: 0 };
  if (size < MEDIUM) return reduceMedium(x);
  const { quadrant, high, low } = reduceLarge(size);
  return x > 0 ? { quadrant, high, low } : { quadrant: (4 - quadrant) & 3, high: -high, low: -low };
}
