import type { Tensor } from '../tensor-types.ts';
import { binary } from './binary.ts';
import type { Operand } from './binary.ts';

const NUMERIC = ['float32', 'int32'] as const;
const FLOAT = ['float32'] as const;

/**
 * `a + b`, elementwise, with NumPy's broadcasting.
 *
 * @param a - float32 or int32, or a number.
 * @param b - the same dtype as `a`, or a number.
 * @returns a new tensor of the broadcast shape. Its rank is the caller's claim, as in all functions of two operands.
 * @throws {@link ShapeError} when the shapes do not broadcast.
 */
export function add<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('add', 'Add', a, b, NUMERIC);
}

/** `a − b`, elementwise, with broadcasting; float32 or int32. */
export function sub<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('sub', 'Sub', a, b, NUMERIC);
}

/** `a · b`, elementwise, with broadcasting; float32 or int32. */
export function mul<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('mul', 'Multiply', a, b, NUMERIC);
}

/** `a / b`, elementwise, with broadcasting; float32. `x / 0` is ±Infinity, `0 / 0` is NaN. */
export function div<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('div', 'RealDiv', a, b, FLOAT);
}

/** `(a − b)²`, elementwise, with broadcasting; float32. */
export function squaredDifference<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('squaredDifference', 'SquaredDifference', a, b, FLOAT);
}

/** The smaller of `a` and `b`, elementwise, with broadcasting; float32. NaN if either is. Equal ones share the gradient. */
export function minimum<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('minimum', 'Minimum', a, b, FLOAT);
}

/** The larger of `a` and `b`, elementwise, with broadcasting; float32. NaN if either is. Equal ones share the gradient. */
export function maximum<T extends Tensor = Tensor>(a: Operand, b: Operand): T {
  return binary<T>('maximum', 'Maximum', a, b, FLOAT);
}
