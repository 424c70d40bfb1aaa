/** What `BinaryKernels.binary` makes of two float32, or of two int32. */
export const BINARY_CODES = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  min: 4,
  max: 5,
  squaredDifference: 6,
  pow: 7,
  addInt: 8,
  subInt: 9,
  mulInt: 10,
} as const;

export type BinaryOperation = keyof typeof BINARY_CODES;
