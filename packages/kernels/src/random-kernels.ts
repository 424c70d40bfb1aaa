/**
 * Random draws, with the bits of JAX's threefry generator in its partitionable layout. `key` points at two uint32 words;
 * it is read only, and each should be used once. Draw i depends on the key and on i alone, not on `count`.
 */
export interface RandomKernels {
  /** `count` random words. */
  randomBits(key: number, out: number, count: number): void;
  /** `count` independent keys, two words each. */
  splitKey(key: number, out: number, count: number): void;
  /** The key number `data`, a uint32, of a key: what `splitKey` writes there. `out` may be `key`. */
  foldIn(key: number, data: number, out: number): void;
  /** float32 in [min, max), at a distance of multiples of (max − min) / 2²³ from `min`; both finite float32, min ≤ max. */
  uniform(key: number, out: number, count: number, min: number, max: number): void;
  /** Bools of a byte each, 1 with probability p (to 2⁻²³). */
  bernoulli(key: number, out: number, count: number, p: number): void;
  /** Normal float32, √2 · erf⁻¹(u) for u uniform in (−1, 1), scaled by `sd` and shifted by `mean`. */
  normal(key: number, out: number, count: number, mean: number, sd: number): void;
  /** Standard Gumbel float32, −log(−log u) for u uniform in (0, 1). */
  gumbel(key: number, out: number, count: number): void;
  /**
   * int32 in [min, max), max given modulo 2³²: (2³² · higher word + lower word) mod (max − min), as JAX's `randint`. For
   * ranges above 2¹⁶ only the lower words count, as there.
   */
  integers(key: number, out: number, count: number, min: number, max: number): void;
}
