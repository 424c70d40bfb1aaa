// Who frees what: see the ownership rules in SPEC.md.
import type { Tensor } from '@tensorflow/tfjs-core';
import { isTensorLike } from '../errors.ts';
import { ENGINE } from './internals.ts';

/**
 * Runs `fn` and disposes every tensor that was made inside, except those in its result (a tensor, or arrays and
 * objects of tensors, however nested) and those given to `keep`.
 *
 * @throws when `fn` returns a promise: tensors made after an `await` would belong to nobody.
 */
export function tidy<T>(fn: () => T): T {
  let alive: Tensor[] = [];
  ENGINE.startScope('tidy');
  try {
    const result = fn();
    if (result instanceof Promise) throw new Error('tidy: fn must be synchronous, got a Promise');
    alive = tensorsIn(result);
    return result;
  } finally {
    ENGINE.endScope(alive);
  }
}

/** Takes a tensor out of the hands of every enclosing `tidy`; the caller disposes it. Returns the same tensor. */
export function keep<T extends Tensor>(tensor: T): T {
  tensor.kept = true;
  return tensor;
}

/** Number of tensors alive, for leak checks. */
export function tensorCount(): number {
  return ENGINE.state.numTensors;
}

/** All tensors in a value: itself, or in arrays and objects, however nested. */
export function tensorsIn(value: unknown): Tensor[] {
  const found: Tensor[] = [];
  const visited = new Set<object>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return;
    if (isTensorLike(part)) {
      found.push(part);
      return;
    }
    if (visited.has(part)) return;
    visited.add(part);
    for (const child of Object.values(part)) visit(child);
  };
  visit(value);
  return found;
}
