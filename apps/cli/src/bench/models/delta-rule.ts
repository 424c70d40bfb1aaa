// Fast weights (Schmidhuber 1992) that learn by the delta rule (Schlag, Irie & Schmidhuber 2021).
import type { Tensor } from '@saccade/math';
import {
  add,
  key,
  matMul,
  mean,
  mul,
  reshape,
  sigmoid,
  softmax,
  split,
  squaredDifference,
  stack,
  sub,
  unstack,
  zeros,
} from '@saccade/math';
import type { Work } from '../types.ts';
import { drawNormal } from './draw.ts';
import { trainingContender } from './training.ts';

export interface DeltaRuleSizes {
  /** `B` */
  readonly batch: number;
  /** `d`: length of inputs, keys, values, queries and outputs. */
  readonly width: number;
  /** `T` */
  readonly steps: number;
}

/** The slow net `[d, 3d + 1]`, columns packed `[k | v | q | β]`. */
type DeltaRuleParams = Readonly<Record<'slow', Tensor>>;

/** A training step of a slow net that programs a fast one. */
export function deltaRuleWork(name: string, sizes: DeltaRuleSizes): Work {
  const { batch, width, steps } = sizes;
  const [kSlow, kInputs, kTargets] = split(key(1992), 3);
  const params = { slow: drawNormal(kSlow!, [width, 3 * width + 1], 0.3) };
  const x = drawNormal(kInputs!, [steps, batch, width], 1);
  const targets = drawNormal(kTargets!, [steps, batch, width], 1);
  return {
    name,
    model: 'delta_rule',
    arrays: { ...params, x, targets },
    multiplyAdds: deltaRuleMultiplyAdds(sizes),
    open: (mode) =>
      trainingContender<DeltaRuleParams>({ loss: deltaRuleLoss, params, data: [x, targets] }, mode),
  };
}

/**
 * Mean squared distance of the outputs to targets, `x` and `targets [T, B, d]`. With W = 0 at first, and for each x:
 *
 *     k, v, q, β = softmax(k'), v', softmax(q'), σ(β')   where [k' | v' | q' | β'] = x·slow
 *     W ← W + β (v − W k) ⊗ k
 *     y = W q
 */
function deltaRuleLoss({ slow }: DeltaRuleParams, x: Tensor, targets: Tensor): Tensor {
  const [steps, batch, width] = x.shape as [number, number, number];
  const programs = matMul(reshape(x, [steps * batch, width]), slow);
  const [k, v, q, beta] = split(programs, [width, width, width, 1], 1) as Programs;
  const keys = unstack(reshape(softmax(k), [steps, batch, 1, width]));
  const queries = unstack(reshape(softmax(q), [steps, batch, width, 1]));
  const values = unstack(reshape(v, [steps, batch, width, 1]));
  const rates = unstack(reshape(sigmoid(beta), [steps, batch, 1, 1]));
  let fast: Tensor = zeros([batch, width, width]);
  const outputs = keys.map((kT, t) => {
    const error = sub(values[t]!, matMul(fast, kT, { transposeB: true }));
    fast = add(fast, matMul(mul(rates[t]!, error), kT));
    return matMul(fast, queries[t]!);
  });
  return mean(squaredDifference(reshape(stack(outputs), [steps, batch, width]), targets));
}

type Programs = [k: Tensor, v: Tensor, q: Tensor, beta: Tensor];

/**
 * Per step and sequence: the slow net forward and the gradient of its weights; W·k, the outer product and W·q forward; and
 * backward, for each of these three, the gradients of both of its factors.
 */
function deltaRuleMultiplyAdds({ batch, width, steps }: DeltaRuleSizes): number {
  const slow = 2 * width * (3 * width + 1);
  const fast = 3 * (1 + 2) * width * width;
  return steps * batch * (slow + fast);
}
