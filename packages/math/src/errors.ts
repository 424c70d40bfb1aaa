import type { Tensor } from './tensor-types.ts';
import { formatShape } from './shapes.ts';

/** An argument whose shape does not fit the others. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** A short description of any value for an error message: `[2, 3] int32`, `a string`, `5`. */
export function describe(value: unknown): string {
  if (isTensorLike(value)) {
    return value.dtype === 'float32'
      ? formatShape(value.shape)
      : `${formatShape(value.shape)} ${value.dtype}`;
  }
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  return `a value of type ${typeof value}`;
}

/** Whether a value looks like a tensor, of whichever copy of tfjs. */
export function isTensorLike(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value && 'dtype' in value;
}

/** Throws `name: argument must be …, got …`. */
export function fail(name: string, argument: string, expected: string, got: unknown): never {
  throw new Error(`${name}: ${argument} must be ${expected}, got ${describe(got)}`);
}

/** The same for a shape that does not fit. */
export function failShape(name: string, argument: string, expected: string, got: unknown): never {
  throw new ShapeError(`${name}: ${argument} must be ${expected}, got ${describe(got)}`);
}
