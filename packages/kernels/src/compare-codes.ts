/** What `CompareKernels.compare` asks of two float32, or of two int32. */
export const COMPARE_CODES = {
  equal: 0,
  notEqual: 1,
  less: 2,
  lessEqual: 3,
  greater: 4,
  greaterEqual: 5,
  equalInt: 6,
  notEqualInt: 7,
  lessInt: 8,
  lessEqualInt: 9,
  greaterInt: 10,
  greaterEqualInt: 11,
} as const;

export type CompareOperation = keyof typeof COMPARE_CODES;
