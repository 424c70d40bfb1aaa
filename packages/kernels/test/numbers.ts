/** The same numbers in every engine: a 32-bit linear congruential generator (Numerical Recipes), integers only. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
}

/** Numbers in −1 ≤ x < 1 with 24 bits each, so that their products and sums must be rounded. */
export function fractions(count: number, seed: number): Float32Array {
  const next = generator(seed);
  return Float32Array.from({ length: count }, () => (next() >>> 8) / 8388608 - 1);
}

/** Integers in −8 ≤ x ≤ 7: sums of up to 2¹⁸ products are exact in float32. */
export function smallIntegers(count: number, seed: number): Float32Array {
  const next = generator(seed);
  return Float32Array.from({ length: count }, () => (next() >>> 28) - 8);
}
