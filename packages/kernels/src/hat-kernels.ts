/** Linear interpolation between samples at 0, 1, …, length − 1; float32, computed in float64 and rounded once. */
export interface HatKernels {
  /** `out[i, k] = max(0, 1 − |points[i] − k|)` for i < count, k < length. NaN in the row of a point that is NaN. */
  hatWeights(points: number, out: number, count: number, length: number): void;

  /** The derivatives of that by the points; where a point is an integer, the means of those to both sides. */
  hatSlopes(points: number, out: number, count: number, length: number): void;
}
