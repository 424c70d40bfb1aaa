// A pole on a cart that is pushed to the left and to the right: the best known control problem there is.
import { foldIn, uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { cos, sin } from '@saccade/math/portable';
import { checkActions, reportProblems, whole } from './check.ts';
import type { Environment } from './environment.ts';

/** Gravity, m/s². */
const GRAVITY = 9.8;
/** Mass of the cart, kg. */
const CART = 1;
/** Mass of the pole, kg. */
const POLE = 0.1;
/** Half the length of the pole, m. */
const HALF_LENGTH = 0.5;
/** The cart has failed beyond this, m. */
const TRACK = 2.4;
/** The pole has fallen beyond this: 12°, rad. */
const TILT = (12 * 3.141592653589793) / 180;

/** Options of {@link cartPole}. */
export interface CartPoleOptions {
  /**
   * `all`: `[x / 2.4 m, ẋ / 2 m/s, θ / 12°, θ̇ / 2 rad/s]`, which tells everything; `positions`: x and θ of these, from which
   * velocities have to be found out. Default `all`.
   */
  readonly observed?: 'all' | 'positions';
  /**
   * x, ẋ, θ and θ̇ begin in [−spread, spread), SI units, one number for all or one for each, ≥ 0. Default 0.05, as in
   * Gymnasium.
   */
  readonly spread?: number | readonly [x: number, speed: number, tilt: number, turn: number];
  /**
   * `failure`: one number, −1 for any end; `kinds`: two, the first for a pole that fell, the second for a cart that left the
   * track. Default `failure`.
   */
  readonly rewards?: 'failure' | 'kinds';
  /** An episode is truncated after so many steps, ≥ 1. Default 1000. */
  readonly limit?: number;
  /** Time of a step, s, > 0. Default 0.02. */
  readonly dt?: number;
  /** Newtons that an action of 1 pushes with, to the right. Default 10. */
  readonly force?: number;
}

/** `B` carts. Read only. */
export interface CartPoleState {
  /** x, ẋ, θ, θ̇ of each, `[B·4]`, in m, m/s, rad, rad/s; θ grows to the right, 0 is upright. */
  readonly motion: Float64Array;
  /** Steps so far, `[B]`. */
  readonly steps: Int32Array;
  readonly observation: Float32Array;
  /** `[B·R]` */
  readonly reward: Float32Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/** Numbers of a motion: x, ẋ, θ, θ̇. */
const MOTION = 4;
const SCALES = [TRACK, 2, TILT, 2];

/**
 * Cart and pole of Barto, Sutton & Anderson 1983 without friction, as in Gymnasium's CartPole-v1: Euler steps of 0.02 s,
 * a cart of 1 kg and a pole of 0.1 kg and 1 m, in motion
 *
 *     θ̈ = (g sin θ − u cos θ) / (l (4/3 − m cos²θ / M))      u = (F + m l θ̇² sin θ) / M
 *     ẍ = u − m l θ̈ cos θ / M                                 M = both masses, m the pole's, l half its length
 *
 * An action in −1..1 pushes with so much of `force`; who may only push with all of it gives −1 or 1. The reward of the step
 * that leaves |x| ≤ 2.4 m or |θ| ≤ 12° is −1, and the episode terminated; it is 0 otherwise.
 */
export function cartPole(options: CartPoleOptions = {}): Environment<CartPoleState> {
  const {
    observed = 'all',
    spread = 0.05,
    limit = 1000,
    dt = 0.02,
    force = 10,
    rewards = 'failure',
  } = options;
  const spreads = typeof spread === 'number' ? [spread, spread, spread, spread] : spread;
  checkOptions(spreads, limit, dt, force);
  const seen = observed === 'all' ? [0, 1, 2, 3] : [0, 2];
  const kinds = rewards === 'kinds' ? 2 : 1;
  return {
    observationSize: seen.length,
    actionSize: 1,
    actionBounds: { low: -1, high: 1 },
    rewardSize: kinds,
    reset: (key, batch) => begin(key, batch, spreads, seen, kinds),
    observe: (state) => state.observation,
    step: (state, actions) => {
      checkActions('cartPole.step', actions, state.steps.length, { low: -1, high: 1 });
      return after(state, pushed(state, actions, force, dt), limit, seen);
    },
    reward: (state) => state.reward,
    terminated: (state) => state.terminated,
    truncated: (state) => state.truncated,
  };
}

function checkOptions(spreads: readonly number[], limit: number, dt: number, force: number): void {
  const problems = [];
  const [x, , tilt] = spreads;
  if (!spreads.every((spread) => spread >= 0 && spread < Infinity) || x >= TRACK || tilt >= TILT) {
    const given = new Set(spreads).size === 1 ? spreads[0] : `[${spreads.join(', ')}]`;
    problems.push(`spread must be at least 0, of x below 2.4 m and of θ below 12°, got ${given}`);
  }
  if (!(Number.isInteger(limit) && limit >= 1))
    problems.push(`limit must be a whole number ≥ 1, got ${limit}`);
  if (!(dt > 0 && dt <= 1)) problems.push(`dt must be above 0 and at most 1 s, got ${dt}`);
  if (!Number.isFinite(force)) problems.push(`force must be finite, got ${force}`);
  reportProblems('cartPole', problems);
}

function begin(
  key: Key,
  batch: number,
  spreads: readonly number[],
  seen: readonly number[],
  kinds: number,
): CartPoleState {
  const motion = new Float64Array(MOTION * whole('cartPole.reset', 'batch', batch, 1));
  for (let b = 0; b < batch; b++) {
    const places = uniformValues(foldIn(key, b), MOTION, { min: -1, max: 1 });
    spreads.forEach((spread, i) => (motion[MOTION * b + i] = spread * places[i]));
  }
  return {
    motion,
    steps: new Int32Array(batch),
    observation: observation(motion, seen),
    reward: new Float32Array(batch * kinds),
    terminated: new Uint8Array(batch),
    truncated: new Uint8Array(batch),
  };
}

/** The motions after a step of time, of episodes that go on. */
function pushed(state: CartPoleState, actions: Float32Array, force: number, dt: number): Float64Array {
  const motion = new Float64Array(state.motion);
  for (let b = 0; b < actions.length; b++) {
    if (ended(state, b)) continue;
    const at = MOTION * b;
    const [speed, turn] = [motion[at + 1], motion[at + 3]];
    const { cart, pole } = accelerations(motion[at + 2], turn, force * actions[b]);
    motion[at] += dt * speed;
    motion[at + 1] += dt * cart;
    motion[at + 2] += dt * turn;
    motion[at + 3] += dt * pole;
  }
  return motion;
}

/** ẍ and θ̈. */
function accelerations(tilt: number, turn: number, force: number): { cart: number; pole: number } {
  const [s, c, total] = [sin(tilt), cos(tilt), CART + POLE];
  const u = (force + POLE * HALF_LENGTH * turn * turn * s) / total;
  const pole = (GRAVITY * s - c * u) / (HALF_LENGTH * (4 / 3 - (POLE * c * c) / total));
  return { cart: u - (POLE * HALF_LENGTH * pole * c) / total, pole };
}

function after(
  state: CartPoleState,
  motion: Float64Array,
  limit: number,
  seen: readonly number[],
): CartPoleState {
  const batch = state.steps.length;
  const kinds = state.reward.length / batch;
  const steps = new Int32Array(state.steps);
  const reward = new Float32Array(batch * kinds);
  const [terminated, truncated] = [new Uint8Array(batch), new Uint8Array(batch)];
  for (let b = 0; b < batch; b++) {
    const [left, fell] = [beyond(motion[MOTION * b], TRACK), beyond(motion[MOTION * b + 2], TILT)];
    terminated[b] = left || fell ? 1 : 0;
    if (!ended(state, b)) {
      steps[b]++;
      if (kinds === 1) reward[b] = terminated[b] === 1 ? -1 : 0;
      else reward.set([fell ? -1 : 0, left ? -1 : 0], kinds * b);
    }
    truncated[b] = terminated[b] === 0 && steps[b] >= limit ? 1 : 0;
  }
  return { motion, steps, observation: observation(motion, seen), reward, terminated, truncated };
}

function ended({ terminated, truncated }: CartPoleState, b: number): boolean {
  return terminated[b] === 1 || truncated[b] === 1;
}

/** Of anything that is not within ± `most`, NaN too. */
function beyond(value: number, most: number): boolean {
  return !(Math.abs(value) <= most);
}

function observation(motion: Float64Array, seen: readonly number[]): Float32Array {
  const carts = motion.length / MOTION;
  const numbers = new Float32Array(carts * seen.length);
  for (let b = 0; b < carts; b++) {
    for (let i = 0; i < seen.length; i++) {
      numbers[b * seen.length + i] = motion[MOTION * b + seen[i]] / SCALES[seen[i]];
    }
  }
  return numbers;
}
