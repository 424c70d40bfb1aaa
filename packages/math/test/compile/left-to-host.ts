// For tests of what programs leave to the host: an operation that has a lowering, without it for a while.
import { LOWERINGS } from '../../src/compile/lowerings/index.ts';
import { getKernel } from '../../src/engine/kernel-registry.ts';

/** Runs `f` while programs leave an operation to the host, which does `before` first at each of its runs. */
export function leftToHost<T>(kernel: string, before: () => void, f: () => T): T {
  const lowerings = LOWERINGS as Record<string, unknown>;
  const config = getKernel(kernel, 'wasm') as { kernelFunc: (...args: unknown[]) => unknown };
  const [lowering, run] = [lowerings[kernel], config.kernelFunc];
  delete lowerings[kernel];
  config.kernelFunc = (...args) => {
    before();
    return run(...args);
  };
  try {
    return f();
  } finally {
    lowerings[kernel] = lowering;
    config.kernelFunc = run;
  }
}
