// Comparisons and logic: element by element with broadcasting, results of dtype bool, without gradients.
import type { Tensor } from '../tensor-types.ts';
import { runKernel } from '../engine/run-kernel.ts';
import { fail } from '../errors.ts';
import { requireTensor } from './arguments.ts';
import { binary } from './binary.ts';
import type { Operand } from './binary.ts';

const ANY = ['float32', 'int32', 'bool'] as const;
const BOOL = ['bool'] as const;

/** `a = b`; any dtype, the same for both. NaN equals nothing, −0 equals 0. */
export function equal<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('equal', 'Equal', a, b, ANY);
}

/** `a ≠ b`; any dtype, the same for both. */
export function notEqual<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('notEqual', 'NotEqual', a, b, ANY);
}

/** `a < b`. */
export function less<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('less', 'Less', a, b, ANY);
}

/** `a ≤ b`. */
export function lessEqual<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('lessEqual', 'LessEqual', a, b, ANY);
}

/** `a > b`. */
export function greater<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('greater', 'Greater', a, b, ANY);
}

/** `a ≥ b`. */
export function greaterEqual<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('greaterEqual', 'GreaterEqual', a, b, ANY);
}

/** `a ∧ b` of two bool tensors. */
export function logicalAnd<T extends Tensor = Tensor>(a: Tensor, b: Tensor): T {
  return binary<T>('logicalAnd', 'LogicalAnd', a, b, BOOL);
}

/** `a ∨ b` of two bool tensors. */
export function logicalOr<T extends Tensor = Tensor>(a: Tensor, b: Tensor): T {
  return binary<T>('logicalOr', 'LogicalOr', a, b, BOOL);
}

/** `¬x` of a bool tensor. */
export function logicalNot<T extends Tensor>(x: T): T {
  requireTensor('logicalNot', 'x', x);
  if (x.dtype !== 'bool') fail('logicalNot', 'x', 'bool', x);
  return runKernel<T>('LogicalNot', { x });
}
