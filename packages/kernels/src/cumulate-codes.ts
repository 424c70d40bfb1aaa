/** What `ScanKernels.cumulate` runs up: sums or products of float32, sums of int32. */
export const CUMULATE_CODES = {
  cumsum: 0,
  cumprod: 1,
  cumsumInt: 2,
} as const;

export type CumulateOperation = keyof typeof CUMULATE_CODES;
