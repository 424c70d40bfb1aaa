// How HQ-learning chooses from a row of a table: Max-Random for subgoals, Max-Boltzmann for actions (Wiering & Schmidhuber 1997).
import { exp } from '@saccade/math/portable';

/** Random 32-bit words, one after the other. */
export type Words = () => number;

const WORDS = 4294967296;

/** True with that probability, which takes no word where it is 0 or 1. */
export function happens(probability: number, words: Words): boolean {
  return probability >= 1 || (probability > 0 && words() < probability * WORDS);
}

/** One of `count`, each with the same probability. */
export function pick(count: number, words: Words): number {
  return Math.floor((words() / WORDS) * count);
}

/** With probability `greedy` a largest number of the row, otherwise any. */
export function maxRandom(
  table: Float32Array,
  row: number,
  count: number,
  greedy: number,
  words: Words,
): number {
  return happens(greedy, words) ? largest(table, row, count, greedy < 1, words) : pick(count, words);
}

/** With probability `greedy` a largest number of the row, otherwise one by the Boltzmann distribution. */
export function maxBoltzmann(
  table: Float32Array,
  row: number,
  count: number,
  { greedy, temperature }: { readonly greedy: number; readonly temperature: number },
  words: Words,
): number {
  if (happens(greedy, words)) return largest(table, row, count, greedy < 1, words);
  const most = table[row + largest(table, row, count, false, words)];
  let total = 0;
  for (let i = 0; i < count; i++) total += exp((table[row + i] - most) / temperature);
  let left = (words() / WORDS) * total;
  for (let i = 0; i < count - 1; i++) {
    left -= exp((table[row + i] - most) / temperature);
    if (left < 0) return i;
  }
  return count - 1;
}

/**
 * Where the largest number of a row is: the first one of several, or, where chance may decide, any of them. Who explores must not
 * prefer one of the actions that are worth nothing yet.
 */
function largest(table: Float32Array, row: number, count: number, byChance: boolean, words: Words): number {
  let [best, equal] = [0, 1];
  for (let i = 1; i < count; i++) {
    if (table[row + i] > table[row + best]) [best, equal] = [i, 1];
    else if (table[row + i] === table[row + best]) equal++;
  }
  if (!byChance || equal === 1) return best;
  let left = pick(equal, words);
  const most = table[row + best];
  let found = best;
  while (table[row + found] !== most || left-- > 0) found++;
  return found;
}
