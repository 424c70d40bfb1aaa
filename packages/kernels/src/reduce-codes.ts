/** Reductions of {@link ReduceKernels}. */
export const REDUCE_CODES = { sum: 0, mean: 1, max: 2, min: 3 } as const;
