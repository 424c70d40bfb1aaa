// What the outputs of a net stand for: numbers, or distributions from which numbers are drawn.
//
// Draws are reparameterised: a function of the outputs and of noise that does not depend on them, so that gradients go
// through. Sources: Schmidhuber 1990 (units for mean and spread); Jang, Gu & Poole 2017 (Gumbel softmax); the draw of a
// Bernoulli variable passes gradients straight through (Bengio, Léonard & Courville 2013).
import {
  add,
  cast,
  div,
  exp,
  greater,
  less,
  log,
  log1p,
  logSoftmax,
  mul,
  neg,
  sigmoid,
  softmax,
  softplus,
  split,
  squaredDifference,
  stopGradient,
  sub,
  sum,
  tanh,
} from '@saccade/math';
import type { Tensor1D, Tensor2D } from '@saccade/math';

/**
 * `linear`, `logistic` and `tanh`: the numbers themselves, in 0..1 and in −1..1. `gaussian`: means, then logarithms of standard
 * deviations; `logitNormal`: the logistic function of such a draw, in 0..1. `bernoulli`: logits of 0 or 1. `categorical`:
 * logits of one choice, which is drawn softly: numbers in 0..1 that add up to 1, the chosen one the largest, and seldom alone.
 */
export type OutputKind =
  'linear' | 'logistic' | 'tanh' | 'gaussian' | 'logitNormal' | 'bernoulli' | 'categorical';

/** Which noise a draw needs, one number for each that is drawn; `none` for kinds without chance. */
export type NoiseKind = 'none' | 'normal' | 'uniform' | 'gumbel';

/** `B` batch, `N` numbers, `Z` outputs of the net. Functions are for use inside `tidy` or `compile`. */
export interface OutputRules {
  /** `Z / N` */
  readonly parts: 1 | 2;
  readonly noise: NoiseKind;
  /** The expected numbers, `[B, N]`; of `logitNormal` the median. */
  expected(z: Tensor2D): Tensor2D;
  /** Numbers without chance that could be drawn, `[B, N]`: the most probable ones, or the median. */
  surely(z: Tensor2D): Tensor2D;
  /** Numbers `[B, N]`, drawn by `noise [B, N]`. */
  draw(z: Tensor2D, noise: Tensor2D): Tensor2D;
  /** How far a target `[B, N]` is from what was expected, `[B]`: half a squared error, or nats up to a constant. */
  loss(z: Tensor2D, target: Tensor2D): Tensor1D;
}

/** Of soft choices: nearly hard, and smooth enough for gradients. Source: Jang, Gu & Poole 2017, where ½ is the usual end. */
const TEMPERATURE = 0.5;

export const OUTPUT_RULES: Readonly<Record<OutputKind, OutputRules>> = {
  linear: certain((z) => z),
  logistic: certain((z) => sigmoid(z) as Tensor2D),
  tanh: certain((z) => tanh(z) as Tensor2D),
  gaussian: {
    ...{ parts: 2, noise: 'normal' },
    expected: (z) => halves(z)[0],
    surely: (z) => halves(z)[0],
    draw: gaussianDraw,
    loss: gaussianLoss,
  },
  logitNormal: {
    ...{ parts: 2, noise: 'normal' },
    expected: (z) => sigmoid(halves(z)[0]) as Tensor2D,
    surely: (z) => sigmoid(halves(z)[0]) as Tensor2D,
    draw: (z, noise) => sigmoid(gaussianDraw(z, noise)) as Tensor2D,
    loss: (z, target) => gaussianLoss(z, sub(log(target), log1p(neg(target))) as Tensor2D),
  },
  bernoulli: {
    ...{ parts: 1, noise: 'uniform' },
    expected: (z) => sigmoid(z) as Tensor2D,
    surely: (z) => cast(greater(z, 0), 'float32') as Tensor2D,
    draw: (z, noise) => {
      const p = sigmoid(z);
      return straightThrough(cast(less(noise, p), 'float32') as Tensor2D, p as Tensor2D);
    },
    loss: (z, target) => sumOf(sub(softplus(z), mul(z, target)) as Tensor2D),
  },
  categorical: {
    ...{ parts: 1, noise: 'gumbel' },
    expected: (z) => softmax(z) as Tensor2D,
    surely: (z) => softmax(div(z, TEMPERATURE)) as Tensor2D,
    draw: (z, noise) => softmax(div(add(z, noise), TEMPERATURE)) as Tensor2D,
    loss: (z, target) => sumOf(neg(mul(logSoftmax(z), target)) as Tensor2D),
  },
};

/** The value of `truth`, bit for bit, with the gradient of `expected`. */
export function straightThrough(truth: Tensor2D, expected: Tensor2D): Tensor2D {
  return add(truth, sub(expected, stopGradient(expected))) as Tensor2D;
}

function certain(expected: (z: Tensor2D) => Tensor2D): OutputRules {
  return {
    ...{ parts: 1, noise: 'none', expected, surely: expected, draw: expected },
    loss: (z, target) => mul(sumOf(squaredDifference(expected(z), target) as Tensor2D), 0.5) as Tensor1D,
  };
}

function halves(z: Tensor2D): [mean: Tensor2D, logSd: Tensor2D] {
  return split<Tensor2D>(z, 2, 1) as [Tensor2D, Tensor2D];
}

function gaussianDraw(z: Tensor2D, noise: Tensor2D): Tensor2D {
  const [mean, logSd] = halves(z);
  return add(mean, mul(exp(logSd), noise)) as Tensor2D;
}

/** `log σ + ½ ((target − μ) / σ)²`, without ½ log 2π. */
function gaussianLoss(z: Tensor2D, target: Tensor2D): Tensor1D {
  const [mean, logSd] = halves(z);
  const scaled = div(sub(target, mean), exp(logSd));
  return sumOf(add(logSd, mul(mul(scaled, scaled), 0.5)) as Tensor2D);
}

function sumOf(x: Tensor2D): Tensor1D {
  return sum(x, 1) as Tensor1D;
}
