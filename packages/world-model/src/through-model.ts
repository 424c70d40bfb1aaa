// Learning through a model: the world gives no gradient, M's prediction of it does.
//
// The trajectory runs in the real environment. Where the gradient goes back from x(t+1) to x(t) and a(t) it takes M's
// Jacobian at these true inputs. So M need not predict well far ahead: errors do not pile up.
// Source: Schmidhuber & Huber 1991; the idea of learning through a model: Werbos 1988, Munro 1987, Jordan & Rumelhart 1992.
import { add, checkShapes, mapTree, mul, stopGradient, sub, tensor, tidy, values } from '@saccade/math';
import type { Scalar, Tensor2D } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import { act } from './controller.ts';
import type { MlpParams } from './mlp.ts';
import { predictNext, summedSquares } from './model.ts';

/** Options of {@link unrollThroughModel}. */
export interface UnrollOptions {
  /** Length n of the trajectory, ≥ 1. */
  readonly steps: number;
  /** Goal input `[B, G]`, constant along the trajectory. Default: none. */
  readonly goal?: Tensor2D;
  /**
   * Share of the gradient that goes back along M's ∂x(t+1)/∂x(t), 0..1. Default 1, the exact chain. Less tames gradients
   * that explode over long chains; the gradient along the actions is always whole.
   */
  readonly carry?: number;
}

/** The end of a trajectory. */
export interface Unrolled<State> {
  /** x(n), `[B, X]`: exactly what was observed, with gradients back to the controller. */
  readonly final: Tensor2D;
  readonly state: State;
}

/**
 * Lets C act for n steps in the environment, so that x(n) has gradients: C → M → C → … → M. M itself is a constant.
 *
 * `B` batch, `X` observation, `A` action.
 * @param state - where the trajectory begins; read only.
 * @returns x(n) and the state there. The caller disposes `final`.
 */
export function unrollThroughModel<State>(
  environment: Environment<State>,
  state: State,
  controller: MlpParams,
  model: MlpParams,
  { steps, goal, carry = 1 }: UnrollOptions,
): Unrolled<State> {
  checkUnroll(steps, carry);
  return tidy(() => {
    const frozen = mapTree(stopGradient, model);
    let now = state;
    let x = observed(environment, now);
    for (let t = 0; t < steps; t++) {
      const action = act(controller, x, goal);
      const expected = predictNext(frozen, damped(x, carry), action);
      now = environment.step(now, values(action) as Float32Array);
      x = straightThrough(observed(environment, now), expected);
    }
    return { final: x, state: now };
  });
}

/** `E = mean over B of ‖d − x(n)‖²`, `[]`: only the final input counts. Source: Schmidhuber & Huber 1991. */
export function finalInputLoss(final: Tensor2D, desired: Tensor2D): Scalar {
  checkShapes('finalInputLoss', { final: [final, 'B X'], desired: [desired, 'B X'] });
  return summedSquares(final, desired);
}

/** The observations of a state as a tensor, `[B, X]`. */
export function observed<State>(environment: Environment<State>, state: State): Tensor2D {
  const size = environment.observationSize;
  const observation = environment.observe(state);
  return tensor<Tensor2D>(observation, [observation.length / size, size]);
}

/** The value of `truth`, bit for bit, with the gradient of `expected`. */
function straightThrough(truth: Tensor2D, expected: Tensor2D): Tensor2D {
  return add(truth, sub(expected, stopGradient(expected))) as Tensor2D;
}

/** The value of `x`, bit for bit, with `share` of its gradient. */
function damped(x: Tensor2D, share: number): Tensor2D {
  if (share === 1) return x;
  const fixed = stopGradient(x) as Tensor2D;
  return share === 0 ? fixed : (add(fixed, mul(sub(x, fixed), share)) as Tensor2D);
}

function checkUnroll(steps: number, carry: number): void {
  if (!(Number.isInteger(steps) && steps >= 1)) {
    throw new RangeError(`unrollThroughModel: steps must be a whole number ≥ 1, got ${steps}`);
  }
  if (!(carry >= 0 && carry <= 1)) {
    throw new RangeError(`unrollThroughModel: carry must be in 0..1, got ${carry}`);
  }
}
