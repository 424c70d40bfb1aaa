import type { Environment } from '@saccade/tasks';

/** `B` episodes side by side, `T` steps each, first axis time: what M learns from. Plain arrays, read only. */
export interface Episodes {
  readonly batch: number;
  readonly steps: number;
  /** x(0) … x(T), `[T+1, B, X]`. */
  readonly observations: Float32Array;
  /** a(0) … a(T−1), `[T, B, A]`. */
  readonly actions: Float32Array;
  /** How much x(t+1) hurt, `[T, B, K]`: minus the reward where that is below 0. */
  readonly pains: Float32Array;
  /** 1 for each step made, 0 after the end of the episode, `[T, B]`. */
  readonly made: Uint8Array;
}

/**
 * Lets a policy act for some steps, or until all episodes have ended.
 * @param start - read only.
 * @param act - from what is seen, `[B·X]`, to actions `[B·A]`.
 */
export function record<State>(
  environment: Environment<State>,
  start: State,
  act: (observation: Float32Array, t: number) => Float32Array,
  steps: number,
): { episodes: Episodes; end: State } {
  const { observationSize, actionSize, rewardSize = 1 } = environment;
  const batch = environment.observe(start).length / observationSize;
  const observations = new Float32Array((steps + 1) * batch * observationSize);
  const actions = new Float32Array(steps * batch * actionSize);
  const pains = new Float32Array(steps * batch * rewardSize);
  const made = new Uint8Array(steps * batch);
  let state = start;
  observations.set(environment.observe(state));
  for (let t = 0; t < steps; t++) {
    for (let b = 0; b < batch; b++) made[t * batch + b] = hasEnded(environment, state, b) ? 0 : 1;
    const taken = act(environment.observe(state), t);
    state = environment.step(state, taken);
    actions.set(taken, t * batch * actionSize);
    observations.set(environment.observe(state), (t + 1) * batch * observationSize);
    environment
      .reward?.(state)
      .forEach((reward, i) => (pains[t * batch * rewardSize + i] = Math.max(-reward, 0)));
  }
  return { episodes: { batch, steps, observations, actions, pains, made }, end: state };
}

function hasEnded<State>(environment: Environment<State>, state: State, b: number): boolean {
  return environment.terminated?.(state)[b] === 1 || environment.truncated?.(state)[b] === 1;
}
