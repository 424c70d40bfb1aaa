// Fingerprints of every kind of draw, to compare engines bit by bit.
import {
  bernoulliValues,
  categoricalValues,
  foldIn,
  gumbelValues,
  integerValues,
  key,
  normalValues,
  permutation,
  randomBits,
  split,
  uniformValues,
} from '../../src/random/index.ts';
import { fingerprint } from '../portable/grid.ts';

/** Name → fingerprint of a few thousand values. */
export function drawFingerprints(): Record<string, number> {
  const [a, b, c, d, e, f, g, h] = split(foldIn(key(1990), 7), 8);
  return {
    bits: fingerprint(randomBits(a, 5000)),
    uniform: fingerprint(uniformValues(b, 5000, { min: -0.1, max: 0.1 })),
    normal: fingerprint(normalValues(c, 5000, { mean: 1, sd: 0.3 })),
    gumbel: fingerprint(gumbelValues(d, 5000)),
    bernoulli: fingerprint(bernoulliValues(e, 0.3, 5000)),
    categorical: fingerprint(categoricalValues(f, normalValues(e, 4000), 4)),
    integers: fingerprint(integerValues(g, 5000, -7, 1000)),
    permutation: fingerprint(permutation(h, 5000)),
  };
}
