// The pole on its cart, as it is learned from and as it is judged.
import { foldIn, normalValues, uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { cartPole } from '@saccade/tasks';
import type { CartPoleState, Environment } from '@saccade/tasks';

/** What nets see, and how long a pole has to stand. */
export interface PoleWorld {
  readonly observed: 'all' | 'positions';
  /** Numbers of an observation. */
  readonly size: number;
  /** Steps that a pole has to stand. */
  readonly goal: number;
  /** Where nets learn: carts begin all over the track, in motion. */
  readonly learning: Environment<CartPoleState>;
  /** Where they are judged: carts begin near the middle, nearly upright and at rest, as in Gymnasium. */
  readonly judging: Environment<CartPoleState>;
}

/** Kinds of pain: the pole fell, the cart left the track. */
export const PAINS = 2;

/** Steps for which a random push stays what it is: what changes at each step would move nothing. */
const HELD = 4;

/** Carts to learn from begin within this of the middle, m, and within these of rest and upright, m/s, rad, rad/s. */
const BEGINNINGS = [1.2, 0.5, 0.1, 0.5] as const;

export function poleWorld(observed: 'all' | 'positions', goal: number): PoleWorld {
  const shared = { observed, rewards: 'kinds' } as const;
  return {
    ...{ observed, goal, size: observed === 'all' ? 4 : 2 },
    learning: cartPole({ ...shared, spread: BEGINNINGS, limit: 1_000_000 }),
    judging: cartPole({ ...shared, limit: goal }),
  };
}

/** Actions by observations, step by step. */
export type Act = (observation: Float32Array, t: number) => Float32Array;

/** Pushes at random, uniform in −1..1. The key is consumed. */
export function randomAct(key: Key, batch: number): Act {
  let actions: Float32Array = new Float32Array(batch);
  return (_, t) => {
    if (t % HELD === 0) actions = uniformValues(foldIn(key, t), batch, { min: -1, max: 1 });
    return actions;
  };
}

/** A policy and random pushes beside it, normal with deviation `sd`. The key is consumed. */
export function noisyAct(act: Act, key: Key, batch: number, sd: number): Act {
  let noise: Float32Array = new Float32Array(batch);
  return (observation, t) => {
    if (t % HELD === 0) noise = normalValues(foldIn(key, t), batch, { sd });
    return act(observation, t).map((action, b) => Math.min(Math.max(action + noise[b], -1), 1));
  };
}

/** Such pushes for a dream, `[T·B]`. The key is consumed. */
export function heldNoise(key: Key, steps: number, batch: number, sd: number): Float32Array {
  const drawn = normalValues(key, Math.ceil(steps / HELD) * batch, { sd });
  const noise = new Float32Array(steps * batch);
  for (let t = 0; t < steps; t++) {
    const from = Math.floor(t / HELD) * batch;
    noise.set(drawn.subarray(from, from + batch), t * batch);
  }
  return noise;
}

/** Steps that each pole stands, `[B]`: until it has failed, or the world cuts it off. `start` is read only. */
export function stepsStood(world: Environment<CartPoleState>, start: CartPoleState, act: Act): Int32Array {
  let state = start;
  const goesOn = ({ terminated, truncated }: CartPoleState): boolean =>
    terminated.some((ended, b) => ended === 0 && truncated[b] === 0);
  for (let t = 0; goesOn(state); t++) state = world.step(state, act(state.observation, t));
  return state.steps;
}
