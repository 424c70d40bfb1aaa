/** Largest distance between the empirical distribution of `values` and `cdf`, times √n (Kolmogorov–Smirnov). */
export function kolmogorovSmirnov(values: Float32Array, cdf: (x: number) => number): number {
  const sorted = values.toSorted();
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, p - i / sorted.length, (i + 1) / sorted.length - p);
  });
  return distance * Math.sqrt(sorted.length);
}

/** Pearson's χ² of counts against equal or given probabilities. */
export function chiSquared(counts: readonly number[], probabilities?: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.reduce((sum, count, i) => {
    const expected = total * (probabilities?.[i] ?? 1 / counts.length);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

/** How often each of 0 … classes − 1 occurs. */
export function histogram(values: Iterable<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const value of values) counts[value] += 1;
  return counts;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i];
  return sum / values.length;
}

/** Pearson's correlation. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const meanA = mean(a);
  const meanB = mean(b);
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Distribution function of the standard normal (Abramowitz & Stegun 1964, 26.2.17 has 7·10⁻⁸; here by its series). */
export function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) sum += term *= (x * x) / n;
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
