// Random words and keys in JAX's layouts with `jax_threefry_partitionable`: counter i makes word i, whatever the count.
import { storeLanes } from './lanes';
import { hash, secondWords } from './threefry2x32';

/** See `RandomKernels` in `src/random-kernels.ts` for all of these. */
export function randomBits(key: usize, out: usize, count: i32): void {
  const key0 = load<i32>(key);
  const key1 = load<i32>(key, 4);
  for (let i = 0; i < count; i += 4) {
    storeLanes(out, fourWords(key0, key1, i), count - i);
    out += 16;
  }
}

export function splitKey(key: usize, out: usize, count: i32): void {
  const key0 = load<i32>(key);
  const key1 = load<i32>(key, 4);
  for (let i = 0; i < count; i += 2) {
    const first = hash(key0, key1, i32x4.splat(0), counters(i));
    storeLanes(out, v128.shuffle<i32>(first, secondWords, 0, 4, 1, 5), 2 * (count - i));
    out += 16;
  }
}

export function foldIn(key: usize, data: i32, out: usize): void {
  const first = hash(load<i32>(key), load<i32>(key, 4), i32x4.splat(0), i32x4.splat(data));
  v128.store_lane<u32>(out, first, 0);
  v128.store_lane<u32>(out, secondWords, 0, 4);
}

/** Words i to i + 3 under a key. */
export function fourWords(key0: i32, key1: i32, i: i32): v128 {
  return v128.xor(hash(key0, key1, i32x4.splat(0), counters(i)), secondWords);
}

function counters(i: i32): v128 {
  return i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
}
