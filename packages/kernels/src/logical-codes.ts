/** What `CompareKernels.logical` makes of two bools. */
export const LOGICAL_CODES = {
  and: 0,
  or: 1,
  equal: 2,
  notEqual: 3,
  less: 4,
  lessEqual: 5,
  greater: 6,
  greaterEqual: 7,
} as const;

export type LogicalOperation = keyof typeof LOGICAL_CODES;
