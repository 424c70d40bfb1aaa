// Which kernels may write where they read: element by element, or row by row, each read before it is written.
import type { Place } from './places.ts';
import type { InstructionName } from './steps.ts';

interface InPlaceRule {
  /** Number of the argument that is written. */
  readonly out: number;
  /** Numbers of the arguments that may be the same memory, given the arguments. */
  readonly inputs: (args: readonly (number | Place)[]) => readonly number[];
}

/** By kernel; the others must not. */
export const IN_PLACE: Readonly<Partial<Record<InstructionName, InPlaceRule>>> = {
  matmul: { out: 3, inputs: () => [2] },
  outerPair: { out: 5, inputs: () => [4] },
  unary: { out: 2, inputs: () => [1] },
  tanhGrad: { out: 2, inputs: () => [0, 1] },
  sigmoidGrad: { out: 2, inputs: () => [0, 1] },
  castFloatToInt: { out: 1, inputs: () => [0] },
  castIntToFloat: { out: 1, inputs: () => [0] },
  softmax: { out: 1, inputs: () => [0] },
  logSoftmax: { out: 1, inputs: () => [0] },
  normalise: { out: 1, inputs: () => [0] },
  cumulate: { out: 2, inputs: () => [1] },
  linearRecurrence: { out: 2, inputs: () => [0, 1] },
  clip: { out: 1, inputs: () => [0] },
  select: { out: 3, inputs: () => [1, 2] },
  logical: { out: 3, inputs: () => [1, 2] },
  logicalNot: { out: 1, inputs: () => [0] },
  binary: { out: 3, inputs: () => [1, 2] },
  binaryBroadcast: { out: 3, inputs: (args) => [1, 2].filter((operand) => liesLikeResult(args, operand)) },
};

/** Whether operand 1 or 2 of `binaryBroadcast` is as large as the result, element for element. */
function liesLikeResult(args: readonly (number | Place)[], operand: number): boolean {
  const [rows, columns, row, column] = [args[4], args[5], args[4 + 2 * operand], args[5 + 2 * operand]];
  return (rows === 1 || row === columns) && (columns === 1 || column === 1);
}
