import { tensor, tidy, values } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import { act } from './controller.ts';
import type { MlpParams } from './mlp.ts';

/** What to do in a state at time `t`: actions `[B·A]`. */
export type Policy<State> = (state: State, t: number) => Float32Array;

/** The states that a policy passes through, the start first: `steps + 1` of them. No gradients, no tensors. */
export function rollout<State>(
  environment: Environment<State>,
  start: State,
  policy: Policy<State>,
  steps: number,
): State[] {
  const states = [start];
  for (let t = 0; t < steps; t++) states.push(environment.step(states[t], policy(states[t], t)));
  return states;
}

/**
 * What a controller does.
 * @param goal - goal inputs `[B·G]`, the same at every step. Default: none.
 */
export function controllerPolicy<State>(
  controller: MlpParams,
  environment: Environment<State>,
  goal?: Float32Array,
): Policy<State> {
  return (state) =>
    tidy(() => {
      const x = observed(environment, state);
      const goals = goal && tensor<Tensor2D>(goal, [x.shape[0], goal.length / x.shape[0]]);
      return values(act(controller, x, goals)) as Float32Array;
    });
}

/** The observations of a state as a tensor, `[B, X]`. The caller disposes it. */
export function observed<State>(environment: Environment<State>, state: State): Tensor2D {
  const size = environment.observationSize;
  const observation = environment.observe(state);
  return tensor<Tensor2D>(observation, [observation.length / size, size]);
}
