/**
 * How far a value may be from what is expected. `ulp`: in units in the last place of the expected float32. `rtol` and
 * `atol`: |got − expected| ≤ atol + rtol·|expected|.
 */
export type Tolerance = { readonly ulp: number } | { readonly rtol: number; readonly atol: number };

/** The one table of tolerances. A looser one needs a reason in place. */
export const TOLERANCE = {
  /** Integers, keys, copies: the same number. */
  exact: { ulp: 0 },
  /** Elementwise functions against a float64 oracle. */
  elementwise: { ulp: 2 },
  /** Products and sums of many terms, in any order. */
  product: { rtol: 1e-5, atol: 1e-6 },
  /** Gradients against central differences at step 5e-3 in float32. */
  gradient: { rtol: 1e-3, atol: 1e-3 },
  /** "It learns": figures of short trainings. */
  learns: { rtol: 3e-2, atol: 3e-2 },
} as const satisfies Record<string, Tolerance>;

/** Distance between neighbouring float32 numbers at `x`; that of the subnormals below the smallest normal. */
export function ulpOf(x: number): number {
  const word = new Uint32Array(Float32Array.of(Math.abs(x)).buffer)[0] as number;
  const exponent = Math.max(word >>> 23, 1);
  // 2^(exponent − 127 − 23), built from its bits, in float64 as it may be below float32's normals.
  return new Float64Array(new Uint32Array([0, (exponent - 150 + 1023) << 20]).buffer)[0] as number;
}

/**
 * Whether `got` is as close to `expected` as asked. NaN is close to NaN alone; an infinity only to itself; an
 * expected value beyond float32 counts as the infinity that it rounds to. 0 and −0 are the same here.
 */
export function isClose(got: number, expected: number, tolerance: Tolerance): boolean {
  const rounded = Math.fround(expected);
  if (Number.isNaN(got) || Number.isNaN(expected)) return Number.isNaN(got) && Number.isNaN(expected);
  if (!Number.isFinite(got) || !Number.isFinite(rounded)) return got === rounded || got === expected;
  const error = Math.abs(got - expected);
  if ('ulp' in tolerance)
    return got === expected || got === rounded || error <= tolerance.ulp * ulpOf(rounded);
  return error <= tolerance.atol + tolerance.rtol * Math.abs(expected);
}
