import { foldIn } from '@saccade/math';
import type { Key } from '@saccade/math';

/** Sequences side by side, at most. */
const CHUNK = 250;

/**
 * Shares of `episodes` sequences from those of chunks of them.
 * @param key - consumed; chunk `i` gets a key of its own and its size, and must begin with what a smaller one has.
 */
export function sharesInChunks<S extends Readonly<Record<string, number>>>(
  key: Key,
  episodes: number,
  sharesOf: (key: Key, size: number) => S,
): S {
  const totals: Record<string, number> = {};
  for (let first = 0; first < episodes; first += CHUNK) {
    const size = Math.min(CHUNK, episodes - first);
    for (const [name, share] of Object.entries(sharesOf(foldIn(key, first / CHUNK), size)))
      totals[name] = (totals[name] ?? 0) + share * size;
  }
  return Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, total / episodes])) as S;
}
