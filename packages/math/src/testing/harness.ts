import { beforeAll, describe } from 'vitest';
import { tensorCount } from '../engine/memory.ts';
import type { BackendName } from '../engine/runtime.ts';
import { start } from '../engine/start.ts';

/** Defines the same tests once for each backend, which is running when they run. */
export function eachBackend(backends: readonly BackendName[], define: () => void): void {
  describe.each(backends)('%s', (backend) => {
    beforeAll(async () => {
      await start({ backend });
    });
    define();
  });
}

/** How many more tensors are alive after `fn` than before. */
export function tensorsLeft(fn: () => unknown): number {
  const before = tensorCount();
  fn();
  return tensorCount() - before;
}
