// Percentiles of resamples are too narrow for few seeds: with ten, a "95 %" interval of the mean holds the true one nine
// times in ten. Hesterberg 2015, "What teachers should know about the bootstrap" (arXiv 1411.5279), moves them outwards, so
// far that the interval of the mean of a normal sample is as wide as Student's: the shares are his Φ(−√(n / (n − 1)) · t),
// t the 97.5 % point of Student's distribution with n − 1 degrees of freedom.

/** By the number of values; made by test/reference/make-bootstrap.py. */
const TAILS: readonly (readonly [count: number, share: number])[] = [
  [2, 1.6952e-72],
  [3, 6.8341e-8],
  [4, 0.00011903],
  [5, 0.0009541],
  [6, 0.0024318],
  [7, 0.0041092],
  [8, 0.0057375],
  [9, 0.0072248],
  [10, 0.0085506],
  [12, 0.010757],
  [15, 0.013207],
  [20, 0.015881],
  [30, 0.018754],
  [60, 0.021802],
  [Infinity, 0.025],
];

/**
 * The share of resamples to leave out on either side of a 95 % interval. Between the sizes of the table it is taken linear
 * in 1 / n, and is within 0.4 % of the exact share.
 *
 * @param count - number of values, ≥ 2.
 */
export function tailShare(count: number): number {
  const next = TAILS.findIndex(([size]) => size >= count);
  const [size, share] = TAILS[next];
  if (size === count) return share;
  const [smaller, less] = TAILS[next - 1];
  const weight = (1 / smaller - 1 / count) / (1 / smaller - 1 / size);
  return less + weight * (share - less);
}
