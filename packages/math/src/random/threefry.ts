// Threefry-2x32 with 20 rounds: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
// A keyed bijection on 64-bit counters, and JAX's default generator.

/** Makes the third key word depend on all key bits (Skein's constant, as Threefry takes it). */
const PARITY = 0x1bd11bda;
/** Rotation distances: four rounds of the first row, a key injection, four of the second, and so on. */
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;
const GROUPS = 5;

/**
 * Hashes counters in place.
 *
 * @param key0 - first word of the key, any 32-bit integer; `key1` the second.
 * @param first - first words of the counters; replaced by the first words of the results.
 * @param second - second words, as many or more.
 * @param count - how many of them to hash.
 */
export function threefry2x32(
  key0: number,
  key1: number,
  first: Int32Array,
  second: Int32Array,
  count: number,
): void {
  const schedule = [key0 | 0, key1 | 0, key0 ^ key1 ^ PARITY];
  for (let i = 0; i < count; i += 1) {
    first[i] += schedule[0];
    second[i] += schedule[1];
  }
  for (let group = 0; group < GROUPS; group += 1) {
    const inject0 = schedule[(group + 1) % 3];
    const inject1 = schedule[(group + 2) % 3] + group + 1;
    const [r0, r1, r2, r3] = ROTATIONS[group & 1];
    for (let i = 0; i < count; i += 1) {
      let a = first[i];
      let b = second[i];
      a = (a + b) | 0;
      b = ((b << r0) | (b >>> (32 - r0))) ^ a;
      a = (a + b) | 0;
      b = ((b << r1) | (b >>> (32 - r1))) ^ a;
      a = (a + b) | 0;
      b = ((b << r2) | (b >>> (32 - r2))) ^ a;
      a = (a + b) | 0;
      b = ((b << r3) | (b >>> (32 - r3))) ^ a;
      first[i] = a + inject0;
      second[i] = b + inject1;
    }
  }
}
