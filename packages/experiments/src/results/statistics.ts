/** One number made of those of several seeds: their mean, their median, or the seed that is farthest from the target. */
export type Statistic = 'mean' | 'median' | 'worst';

/**
 * The first value and the mean of what the others differ from it, added in their order: the same values give the same bits,
 * and equal values give that value, which a sum would round. (Three times 0.1 make 0.30000000000000004.)
 */
export function meanOf(values: readonly number[]): number {
  checkSome('meanOf', values);
  const [first] = values;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** The middle value, or the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  checkSome('medianOf', values);
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The lowest value where high ones are good, otherwise the highest. */
export function worstOf(values: readonly number[], better: 'higher' | 'lower'): number {
  checkSome('worstOf', values);
  return values.reduce((a, b) => (better === 'higher' ? Math.min(a, b) : Math.max(a, b)));
}

function checkSome(caller: string, values: readonly number[]): void {
  if (values.length === 0) throw new Error(`${caller}: values must not be empty`);
}
