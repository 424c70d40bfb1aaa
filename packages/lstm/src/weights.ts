import { concat, full, split, tidy, uniformInit } from '@saccade/math';
import type { Key, Tensor1D, Tensor2D } from '@saccade/math';

/** Weights of all gates of a layer. `I` inputs, `H` units, `K` gates. */
export interface GateParams {
  /** From the inputs, `[I, K·H]`. */
  readonly wx: Tensor2D;
  /** From the units themselves, one step before, `[H, K·H]`. */
  readonly wh: Tensor2D;
  /** Biases, `[K·H]`. */
  readonly b: Tensor1D;
}

/**
 * Weights in U[−scale, scale), and one bias for each gate.
 * @param key - consumed.
 * @param scale - default 1/√H, as in PyTorch.
 */
export function initGates(
  key: Key,
  { inputs, hidden }: { readonly inputs: number; readonly hidden: number },
  biases: readonly number[],
  scale = 1 / Math.sqrt(hidden),
): GateParams {
  const [kInputs, kHidden] = split(key, 2);
  const width = biases.length * hidden;
  return {
    wx: uniformInit(kInputs, [inputs, width], { scale }) as Tensor2D,
    wh: uniformInit(kHidden, [hidden, width], { scale }) as Tensor2D,
    b: inColumns(biases, hidden),
  };
}

/** Each number `width` times, one after the other. */
function inColumns(numbers: readonly number[], width: number): Tensor1D {
  return tidy(
    () =>
      concat(
        numbers.map((value) => full([width], value)),
        0,
      ) as Tensor1D,
  );
}
