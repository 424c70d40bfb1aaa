import { tensorsIn } from '../engine/memory.ts';

/**
 * Disposes the tensors of `old` that are not in `next`, and returns `next`: one step of a training loop that keeps only
 * the newest parameters and state.
 */
export function replace<T>(old: unknown, next: T): T {
  const kept = new Set(tensorsIn(next));
  for (const tensor of new Set(tensorsIn(old))) {
    if (!kept.has(tensor)) tensor.dispose();
  }
  return next;
}
