// Fast weights (Schmidhuber 1992) that learn by the delta rule (Schlag, Irie & Schmidhuber 2021).
import { associativeCell, deltaRule, unroll } from '@saccade/fast-weights';
import type { Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { key, mean, split, squaredDifference } from '@saccade/math';
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
type DeltaRuleParams = Readonly<Record<'slow', Tensor2D>>;

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

/** Mean squared distance of the outputs to targets, both `[T, B, d]`. Keys and queries are softmax, as the cell has them. */
function deltaRuleLoss(params: DeltaRuleParams, x: Tensor, targets: Tensor): Tensor {
  const [, , width] = x.shape as [number, number, number];
  const cell = associativeCell({
    ...{ inputs: width, keySize: width, valueSize: width, rule: deltaRule },
    expand: true,
  });
  return mean(squaredDifference(unroll(cell, params, x as Tensor3D).outputs, targets));
}

/**
 * Per step and sequence: the slow net forward and the gradient of its weights; W·k, the outer product and W·q forward; and
 * backward, for each of these three, the gradients of both of its factors.
 */
function deltaRuleMultiplyAdds({ batch, width, steps }: DeltaRuleSizes): number {
  const slow = 2 * width * (3 * width + 1);
  const fast = 3 * (1 + 2) * width * width;
  return steps * batch * (slow + fast);
}
