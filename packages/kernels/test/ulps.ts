import { generator } from './numbers.ts';

const rounded = new Float32Array(1);
const roundedBits = new Uint32Array(rounded.buffer);

/**
 * How far `value`, a float32, is from `exact`, in units of the last place of float32 there; ∞ beyond the range counts as
 * 2¹²⁸. Infinity for a wrong sign, of zero too, and for NaN instead of a number or the reverse.
 */
export function ulps(value: number, exact: number): number {
  if (Number.isNaN(value) || Number.isNaN(exact)) return Object.is(value, exact) ? 0 : Infinity;
  if (value === 0 && exact === 0) return Object.is(value, exact) ? 0 : Infinity;
  if (value * exact < 0) return Infinity;
  rounded[0] = exact;
  const exponent = ((roundedBits[0] as number) >>> 23) & 255;
  return Math.abs(finite(value) - finite(exact)) / 2 ** (Math.min(Math.max(exponent, 1), 254) - 150);
}

function finite(x: number): number {
  return Math.max(Math.min(x, 2 ** 128), -(2 ** 128));
}

/** Float32 of every exponent and both signs, NaN among them: the ends of each binade, and `perBinade` chosen from inside. */
export function everyExponent(perBinade: number, seed: number): Float32Array {
  const next = generator(seed);
  const bits: number[] = [];
  for (let binade = 0; binade < 512; binade++) {
    const fractions = [0, 1, 0x7ffffe, 0x7fffff];
    for (let i = 0; i < perBinade; i++) fractions.push(next() >>> 9);
    for (const fraction of fractions) bits.push(binade * 2 ** 23 + fraction);
  }
  return new Float32Array(Uint32Array.from(bits).buffer);
}
