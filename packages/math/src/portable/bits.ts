// Float64 values as two 32-bit words. One shared cell is enough: nothing here is re-entrant.
const cell = new Float64Array(1);
const words = new Uint32Array(cell.buffer);
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
const LOW = 1 - HIGH;

/** Sign, exponent and the top 20 fraction bits of a float64, as a signed 32-bit integer. */
export function highWord(x: number): number {
  cell[0] = x;
  return words[HIGH] | 0;
}

/** The float64 with the given high word and the low word of `x`. */
export function withHighWord(x: number, high: number): number {
  cell[0] = x;
  words[HIGH] = high;
  return cell[0];
}

/** `x` with the low 32 fraction bits cleared: 21 significant bits. */
export function clearLowWord(x: number): number {
  cell[0] = x;
  words[LOW] = 0;
  return cell[0];
}

/** 2^k, exact. `k` is an integer in [−1022, 1023]. */
function powerOfTwo(k: number): number {
  words[HIGH] = (k + 1023) << 20;
  words[LOW] = 0;
  return cell[0];
}

/** `y · 2^k`, rounded once, also where the result is subnormal. `y` in [½, 2], `k` in [−1100, 1024]. */
export function scaleByPowerOfTwo(y: number, k: number): number {
  if (k > 1023) return y * 2 * powerOfTwo(1023);
  if (k >= -1021) return y * powerOfTwo(k);
  return y * powerOfTwo(k + 100) * powerOfTwo(-100);
}
