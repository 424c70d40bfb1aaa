/** What `ReduceKernels.reduceRows` and `reduceColumns` make of float32, or of int32. */
export const REDUCE_CODES = {
  sum: 0,
  mean: 1,
  max: 2,
  min: 3,
  prod: 4,
  sumInt: 5,
  maxInt: 6,
  minInt: 7,
} as const;

export type ReduceOperation = keyof typeof REDUCE_CODES;
