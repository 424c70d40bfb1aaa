/** What `ReduceKernels.argReduce` looks for in float32, or in int32. */
export const ARG_REDUCE_CODES = {
  argMax: 0,
  argMin: 1,
  argMaxInt: 2,
  argMinInt: 3,
} as const;

export type ArgReduceOperation = keyof typeof ARG_REDUCE_CODES;
