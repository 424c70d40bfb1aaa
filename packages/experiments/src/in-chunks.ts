import { foldIn } from '@saccade/math';
import type { Key } from '@saccade/math';

/**
 * Means over `episodes` from those over chunks of them.
 * @param key - consumed; chunk `i` gets a key of its own and its size, and must begin with what a smaller one has.
 * @param chunk - episodes side by side, at most.
 */
export function meansInChunks<M extends Readonly<Record<string, number>>>(
  key: Key,
  episodes: number,
  meansOf: (key: Key, size: number) => M,
  chunk = 250,
): M {
  const totals: Record<string, number> = {};
  for (let first = 0; first < episodes; first += chunk) {
    const size = Math.min(chunk, episodes - first);
    for (const [name, mean] of Object.entries(meansOf(foldIn(key, first / chunk), size)))
      totals[name] = (totals[name] ?? 0) + mean * size;
  }
  return Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, total / episodes])) as M;
}
