// Threefry-2x32 with 20 rounds: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
// A keyed bijection on 64-bit counters, and JAX's default generator.

/** Makes the third key word depend on all key bits (Skein's constant, as Threefry takes it). */
const PARITY = 0x1bd11bda;

/**
 * Hashes counters in place: five times four rounds and an injection of the key.
 *
 * @param key0 - first word of the key, any 32-bit integer; `key1` the second.
 * @param first - first words of the counters; replaced by the first words of the results.
 * @param second - second words, as many or more.
 * @param count - how many of them to hash.
 */
// eslint-disable-next-line max-lines-per-function -- written out, words stay in registers and distances are constants
export function threefry2x32(
  key0: number,
  key1: number,
  first: Int32Array,
  second: Int32Array,
  count: number,
): void {
  const key2 = key0 ^ key1 ^ PARITY;
  for (let i = 0; i < count; i += 1) {
    let a = (first[i] + key0) | 0;
    let b = (second[i] + key1) | 0;
    a = (a + b) | 0;
    b = rotated(b, 13) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 15) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 26) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 6) ^ a;
    a = (a + key1) | 0;
    b = (b + key2 + 1) | 0;
    a = (a + b) | 0;
    b = rotated(b, 17) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 29) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 16) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 24) ^ a;
    a = (a + key2) | 0;
    b = (b + key0 + 2) | 0;
    a = (a + b) | 0;
    b = rotated(b, 13) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 15) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 26) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 6) ^ a;
    a = (a + key0) | 0;
    b = (b + key1 + 3) | 0;
    a = (a + b) | 0;
    b = rotated(b, 17) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 29) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 16) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 24) ^ a;
    a = (a + key1) | 0;
    b = (b + key2 + 4) | 0;
    a = (a + b) | 0;
    b = rotated(b, 13) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 15) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 26) ^ a;
    a = (a + b) | 0;
    b = rotated(b, 6) ^ a;
    a = (a + key2) | 0;
    b = (b + key0 + 5) | 0;
    first[i] = a;
    second[i] = b;
  }
}

function rotated(word: number, left: number): number {
  return (word << left) | (word >>> (32 - left));
}
