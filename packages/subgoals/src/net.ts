import { add, lecunNormal, matMul, mul, split, tanh, tidy, zeros } from '@saccade/math';
import type { Key, Tensor1D, Tensor2D } from '@saccade/math';
import type { MlpParams } from '@saccade/world-model';

/**
 * Weights of a layered net, N(0, 1 / inputs); biases 0.
 * @param sizes - units of each layer, input first.
 * @param key - consumed.
 * @param answers - how large the answers begin: times the weights of the last layer. Default 1.
 */
export function initNet(sizes: readonly number[], key: Key, answers = 1): MlpParams {
  const layers = split(key, sizes.length - 1).map((kLayer, l, all) => {
    const factor = l === all.length - 1 ? answers : 1;
    const w = tidy(() => mul(lecunNormal(kLayer, [sizes[l], sizes[l + 1]]), factor)) as Tensor2D;
    return { w, b: zeros<Tensor1D>([sizes[l + 1]]) };
  });
  return { layers };
}

/** A layered net of tanh units whose last layer is linear: `[B, I]` to `[B, O]`. The caller disposes it. */
export function applyNet({ layers }: MlpParams, x: Tensor2D): Tensor2D {
  const last = layers.length - 1;
  return tidy(() =>
    layers.reduce((y, { w, b }, l) => {
      const net = add(matMul(y, w), b) as Tensor2D;
      return l === last ? net : tanh(net);
    }, x),
  );
}
