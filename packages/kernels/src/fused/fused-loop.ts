// Loops that do several things to each element, so that what lies between them never sees memory.

/** What can be done to elements in a fused loop, and on how many operands. The results have the bits of the kernels. */
export const FUSED_OPERATIONS = {
  neg: 1,
  abs: 1,
  sign: 1,
  sqrt: 1,
  rsqrt: 1,
  reciprocal: 1,
  exp: 1,
  log: 1,
  log1p: 1,
  tanh: 1,
  sigmoid: 1,
  softplus: 1,
  relu: 1,
  elu: 1,
  sin: 1,
  cos: 1,
  expm1: 1,
  negInt: 1,
  absInt: 1,
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
  min: 2,
  max: 2,
  squaredDifference: 2,
  pow: 2,
  addInt: 2,
  subInt: 2,
  mulInt: 2,
  tanhGrad: 2,
  sigmoidGrad: 2,
} as const;

export type FusedOperation = keyof typeof FUSED_OPERATIONS;

/** How an input lies over the rows and columns of a loop: elements from row to row, and from column to column. */
export interface FusedInput {
  readonly row: number;
  /** 0 takes the same element for all columns. */
  readonly column: 0 | 1;
}

/** An operation on values, which are numbered: first those of the inputs, then one for each step before. */
export interface FusedStep {
  readonly operation: FusedOperation;
  readonly of: readonly number[];
}

/** A value that is stored; `row`: elements from row to row. Its columns lie side by side. */
export interface FusedOutput {
  readonly value: number;
  readonly row: number;
}

/**
 * A loop over `rows × columns` elements, both ≥ 1. For each element everything is read before anything is written, so that
 * an output may be an input that lies like it; other outputs must not overlap inputs, nor each other.
 */
export interface FusedLoop {
  readonly rows: number;
  readonly columns: number;
  readonly inputs: readonly FusedInput[];
  readonly steps: readonly FusedStep[];
  readonly outputs: readonly FusedOutput[];
}

/** Throws unless every value is made before it is used, and by as many operands as its operation has. */
export function checkLoop({ rows, columns, inputs, steps, outputs }: FusedLoop): void {
  for (const [name, length] of Object.entries({ rows, columns }))
    if (!Number.isInteger(length) || length < 1) wrong(name, 'an integer ≥ 1', length);
  steps.forEach(({ operation, of }, i) => {
    const operands = FUSED_OPERATIONS[operation] as number | undefined;
    if (operands === undefined) wrong(`steps[${i}].operation`, 'one of FUSED_OPERATIONS', operation);
    if (of.length !== operands) wrong(`steps[${i}].of`, `${operands} values for ${operation}`, of.length);
    for (const value of of) checkValue(`steps[${i}].of`, value, inputs.length + i);
  });
  outputs.forEach(({ value }, i) => {
    checkValue(`outputs[${i}].value`, value, inputs.length + steps.length);
  });
}

function checkValue(name: string, value: number, count: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= count)
    wrong(name, `a value made before: an integer from 0 to ${count - 1}`, value);
}

function wrong(name: string, expected: string, got: unknown): never {
  throw new TypeError(`fuse: ${name} must be ${expected}, got ${String(got)}`);
}
