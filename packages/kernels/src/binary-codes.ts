/** Operations of {@link BinaryKernels}. */
export const BINARY_CODES = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  min: 4,
  max: 5,
  squaredDifference: 6,
} as const;
