// Sequences of keys with values, and a key whose value is asked for.
import { uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { whole } from './check.ts';

/** Options of {@link keyValueSequences}. */
export interface KeyValueOptions {
  /** N, different keys; and as many different values. */
  readonly keys: number;
  /** T, pairs in a sequence; without replacement N at most. Default N. */
  readonly length?: number;
  /** Whether keys and values may come again; the last value of a key counts. Default false. */
  readonly replace?: boolean;
}

/** Sequences side by side, for loops over time. `T` steps, `B` sequences. */
export interface KeyValueSequences {
  /** 0..N−1, `[T·B]`: all first pairs first. */
  readonly keys: Int32Array;
  /** 0..N−1, `[T·B]` */
  readonly values: Int32Array;
  /** The key at a random step, `[B]`. */
  readonly queries: Int32Array;
  /** Its last value, `[B]`. */
  readonly answers: Int32Array;
}

/**
 * Random sequences of pairs with one query each.
 *
 * Source: Schlag, Irie & Schmidhuber 2021: setting 1 is T = N without replacement, setting 2 is T = 2N with it.
 * @param key - consumed. Sequence `b` depends on the key, the options and `b` alone.
 * @param batch - B ≥ 0.
 */
export function keyValueSequences(key: Key, batch: number, options: KeyValueOptions): KeyValueSequences {
  const { keys: count, replace = false, length = count } = options;
  whole('keyValueSequences', 'batch', batch, 0);
  whole('keyValueSequences', 'keys', count, 1);
  whole('keyValueSequences', 'length', length, 1, replace ? undefined : count);
  const draws = 2 * length + 1;
  const random = uniformValues(key, batch * draws);
  const [keys, values] = [new Int32Array(length * batch), new Int32Array(length * batch)];
  const [queries, answers] = [new Int32Array(batch), new Int32Array(batch)];
  for (let b = 0; b < batch; b++) {
    const own = random.subarray(b * draws, (b + 1) * draws);
    const [ks, vs] = [own.subarray(0, length), own.subarray(length, 2 * length)].map((part) =>
      replace ? withReplacement(part, count) : withoutReplacement(part, count),
    );
    for (let t = 0; t < length; t++) {
      keys[t * batch + b] = ks[t];
      values[t * batch + b] = vs[t];
    }
    queries[b] = ks[Math.floor(own[2 * length] * length)];
    answers[b] = vs[ks.lastIndexOf(queries[b])];
  }
  return { keys, values, queries, answers };
}

function withReplacement(random: Float32Array, count: number): number[] {
  return Array.from(random, (u) => Math.floor(u * count));
}

/** The beginning of a random order of 0..count−1 (Fisher & Yates 1938). */
function withoutReplacement(random: Float32Array, count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  random.forEach((u, i) => {
    const j = i + Math.floor(u * (count - i));
    [order[i], order[j]] = [order[j], order[i]];
  });
  return order.slice(0, random.length);
}
