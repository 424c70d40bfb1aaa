// A fingerprint of every portable function over a fixed grid, to compare engines bit by bit.
import {
  atan2,
  cos,
  erfInv32,
  exp,
  expm1,
  hypot,
  log,
  log1p,
  pow,
  sigmoid,
  sin,
  tanh,
} from '../../src/portable/index.ts';

const cell = new DataView(new ArrayBuffer(8));

/** FNV-1a (Fowler, Noll & Vo) over the bytes of float64 values, NaN as one pattern. */
export function fingerprint(values: Iterable<number>): number {
  let hash = 0x811c9dc5;
  for (const value of values) {
    cell.setFloat64(0, value !== value ? NaN : value);
    for (let i = 0; i < 8; i += 1) hash = Math.imul(hash ^ cell.getUint8(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Points of many sizes, by integer arithmetic only: a 32-bit linear congruential generator (Numerical Recipes). */
function gridPoints(count: number): number[] {
  let state = 1990;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  return Array.from({ length: count }, () => {
    const size = next() & 1 ? 1 / 65536 : 1 / 4294967296;
    return (next() - 2147483648) * size * 8;
  });
}

/** Name → fingerprint over 4,000 points. */
export function portableFingerprints(): Record<string, number> {
  const points = gridPoints(4000);
  const over = (f: (x: number) => number): number => fingerprint(points.map(f));
  const overPairs = (f: (x: number, y: number) => number): number =>
    fingerprint(points.map((x, i) => f(x, points[points.length - 1 - i])));
  return {
    exp: over(exp),
    expm1: over(expm1),
    log: over((x) => log(Math.abs(x))),
    log1p: over((x) => log1p(Math.abs(x) - 0.5)),
    sin: over(sin),
    cos: over((x) => cos(x * x * x * 1e30)),
    tanh: over(tanh),
    sigmoid: over(sigmoid),
    erfInv32: over((x) => erfInv32(x / 8)),
    pow: overPairs((x, y) => pow(Math.abs(x), y / 64)),
    atan2: overPairs(atan2),
    hypot: overPairs(hypot),
  };
}
