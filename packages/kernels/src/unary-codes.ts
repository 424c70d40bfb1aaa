/** What `UnaryKernels.unary` does to each float32, or to each int32, by number. */
export const UNARY_CODES = {
  neg: 0,
  abs: 1,
  sign: 2,
  square: 3,
  sqrt: 4,
  rsqrt: 5,
  reciprocal: 6,
  exp: 7,
  log: 8,
  log1p: 9,
  tanh: 10,
  sigmoid: 11,
  softplus: 12,
  relu: 13,
  elu: 14,
  sin: 15,
  cos: 16,
  expm1: 17,
  negInt: 18,
  absInt: 19,
  squareInt: 20,
} as const;

export type UnaryOperation = keyof typeof UNARY_CODES;
