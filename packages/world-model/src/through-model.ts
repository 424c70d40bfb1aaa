// Learning through a model: the world gives no gradient, M's prediction of it does.
//
// The trajectory runs in the real environment. Where the gradient goes back from x(t+1) to x(t) and a(t) it takes M's
// Jacobian at these true inputs. So M need not predict well far ahead: errors do not pile up.
// Source: Schmidhuber & Huber 1991; the idea of learning through a model: Werbos 1988, Munro 1987, Jordan & Rumelhart 1992.
import { add, checkShapes, mapTree, mul, stopGradient, sub, tidy } from '@saccade/math';
import type { Scalar, Tensor2D } from '@saccade/math';
import { act } from './controller.ts';
import type { MlpParams } from './mlp.ts';
import { predictNext, summedSquares } from './model.ts';
import { straightThrough } from './output-kinds.ts';

/** Options of {@link replayThroughModel}. */
export interface ReplayOptions {
  /**
   * Share of the gradient that goes back along M's ∂x(t+1)/∂x(t), 0..1. Default 1, the exact chain. Less tames gradients
   * that explode over long chains; the gradient along the actions is always whole.
   */
  readonly carry?: number;
}

/**
 * The end of a trajectory that C made, with gradients back to C: C → M → C → … → M. M itself is a constant.
 *
 * `B` batch, `X` observation, `G` goal.
 * @param observations - x(0) … x(n) as they were, `[B, X]` each, n ≥ 1.
 * @param goal - goal input `[B, G]`, constant along the trajectory, as C had it. Default: none.
 * @returns x(n), exactly as it was. The caller disposes it.
 */
export function replayThroughModel(
  controller: MlpParams,
  model: MlpParams,
  observations: readonly Tensor2D[],
  goal?: Tensor2D,
  { carry = 1 }: ReplayOptions = {},
): Tensor2D {
  checkReplay(observations.length, carry);
  return tidy(() => {
    const frozen = mapTree(stopGradient, model);
    return observations.reduce((x, next) => {
      const expected = predictNext(frozen, damped(x, carry), act(controller, x, goal));
      return straightThrough(next, expected);
    });
  });
}

/** `E = mean over B of ‖d − x(n)‖²`, `[]`: only the final input counts. Source: Schmidhuber & Huber 1991. */
export function finalInputLoss(final: Tensor2D, desired: Tensor2D): Scalar {
  checkShapes('finalInputLoss', { final: [final, 'B X'], desired: [desired, 'B X'] });
  return summedSquares(final, desired);
}

/** The value of `x`, bit for bit, with `share` of its gradient. */
function damped(x: Tensor2D, share: number): Tensor2D {
  if (share === 1) return x;
  const fixed = stopGradient(x) as Tensor2D;
  return share === 0 ? fixed : (add(fixed, mul(sub(x, fixed), share)) as Tensor2D);
}

function checkReplay(length: number, carry: number): void {
  if (length < 2) {
    throw new RangeError(`replayThroughModel: observations must be at least 2, got ${length}`);
  }
  if (!(carry >= 0 && carry <= 1)) {
    throw new RangeError(`replayThroughModel: carry must be in 0..1, got ${carry}`);
  }
}
