import { add, checkShapes, matMul, sigmoid, split, tidy, uniformInit } from '@saccade/math';
import type { Key, Tensor1D, Tensor2D } from '@saccade/math';

/** Options of {@link initMlp}. */
export interface MlpOptions {
  /** Units of each layer, input first: at least two whole numbers ≥ 1. */
  readonly sizes: readonly number[];
  /** Weights and biases begin in U[−initScale, initScale]. Default 0.1. Source: Schmidhuber & Huber 1991. */
  readonly initScale?: number;
}

/** One layer: `I` units below, `O` units. */
export interface LayerParams {
  /** `[I, O]` */
  readonly w: Tensor2D;
  /** `[O]` */
  readonly b: Tensor1D;
}

/** A layered feed-forward net. A tree of tensors, which its maker owns. */
export interface MlpParams {
  readonly layers: readonly LayerParams[];
}

/**
 * Random weights of a layered net of logistic units.
 * @param key - consumed.
 * @returns one layer less than there are sizes; the caller owns the tensors.
 */
export function initMlp({ sizes, initScale = 0.1 }: MlpOptions, key: Key): MlpParams {
  if (sizes.length < 2 || !sizes.every((size) => Number.isInteger(size) && size >= 1)) {
    throw new RangeError(`initMlp: sizes must be two or more whole numbers ≥ 1, got [${sizes.join(', ')}]`);
  }
  const scale = { scale: initScale };
  const layers = split(key, sizes.length - 1).map((kLayer, l) => {
    const [kWeights, kBiases] = split(kLayer, 2);
    const w = uniformInit(kWeights, [sizes[l], sizes[l + 1]], scale) as Tensor2D;
    const b = uniformInit(kBiases, [sizes[l + 1]], scale) as Tensor1D;
    return { w, b };
  });
  return { layers };
}

/**
 * The output of a layered net of logistic units: `y = σ(x·W + b)`, layer by layer.
 *
 * `B` batch, `I` input units, `O` output units.
 * @param x - `[B, I]`.
 * @returns `[B, O]`, each in 0..1. The caller disposes it.
 * @throws {@link ShapeError} when `x` is not as wide as the first layer.
 */
export function applyMlp({ layers }: MlpParams, x: Tensor2D): Tensor2D {
  checkShapes('applyMlp', { 'params.layers.0.w': [layers[0].w, 'I O'], x: [x, 'B I'] });
  return tidy(() => layers.reduce((y, { w, b }) => sigmoid(add(matMul(y, w), b)) as Tensor2D, x));
}
