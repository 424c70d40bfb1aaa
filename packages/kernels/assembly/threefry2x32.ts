// Threefry-2x32 with 20 rounds: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
import { loadLanes, storeLanes } from './lanes';

/** Makes the third key word depend on all key bits (Skein's constant, as Threefry takes it). */
const PARITY: i32 = 0x1bd11bda;

/**
 * Hashes counters in place: pair i is (first[i], second[i]), two uint32, and becomes the two words of its hash.
 * The caller chooses the layout of the counters, and what to make of the two words.
 */
export function threefry2x32(key0: i32, key1: i32, first: usize, second: usize, count: i32): void {
  for (; count > 0; count -= 4) {
    const words = hash(key0, key1, loadLanes(first, count), loadLanes(second, count));
    storeLanes(first, words, count);
    storeLanes(second, secondWords, count);
    first += 16;
    second += 16;
  }
}

/** A function returns one vector: the second words of what `hash` made last are here. */
export let secondWords: v128 = i32x4(0, 0, 0, 0);

/** The first words of the hashes of the counters (x, y), four at once. */
export function hash(key0: i32, key1: i32, x: v128, y: v128): v128 {
  let key2 = key0 ^ key1 ^ PARITY;
  x = i32x4.add(x, i32x4.splat(key0));
  y = i32x4.add(y, i32x4.splat(key1));
  // Five groups of four rounds. Two rows of rotation distances take turns, three words of the key go round.
  for (let group = 1; group < 6; group++) {
    x = i32x4.add(x, y);
    y = v128.xor(group & 1 ? rotateLeft(y, 13) : rotateLeft(y, 17), x);
    x = i32x4.add(x, y);
    y = v128.xor(group & 1 ? rotateLeft(y, 15) : rotateLeft(y, 29), x);
    x = i32x4.add(x, y);
    y = v128.xor(group & 1 ? rotateLeft(y, 26) : rotateLeft(y, 16), x);
    x = i32x4.add(x, y);
    y = v128.xor(group & 1 ? rotateLeft(y, 6) : rotateLeft(y, 24), x);
    x = i32x4.add(x, i32x4.splat(key1));
    y = i32x4.add(y, i32x4.splat(key2 + group));
    const next = key0;
    key0 = key1;
    key1 = key2;
    key2 = next;
  }
  secondWords = y;
  return x;
}

function rotateLeft(x: v128, distance: i32): v128 {
  return v128.or(i32x4.shl(x, distance), i32x4.shr_u(x, 32 - distance));
}
