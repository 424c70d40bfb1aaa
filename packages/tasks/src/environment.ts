import type { Key } from '@saccade/math';

/** The bounds of each number of an observation or an action: the `Box` of Gymnasium, the same for all its numbers. */
export interface Bounds {
  /** May be −∞. */
  readonly low: number;
  /** May be ∞. */
  readonly high: number;
}

/**
 * A batched world, as pure functions: states go in, new states come out, none is changed. `B` episodes, `O` observation
 * size, `A` action size, `R` kinds of reward. Words as in Gymnasium; `reset` and `step` give a state, whose parts the other
 * functions read.
 *
 * A world of your own is such an object: of these, sizes, `reset`, `observe` and `step` are needed. Where the world is
 * random after its beginning, its state carries the key. An episode that has ended stays as it is, its reward 0, until
 * there is a `reset`: episodes end at different times, and none begins anew by itself.
 */
export interface Environment<State> {
  readonly observationSize: number;
  readonly actionSize: number;
  /** Default: −∞..∞. */
  readonly observationBounds?: Bounds;
  /** What `step` takes. Default: 0..1, the range of logistic units. */
  readonly actionBounds?: Bounds;
  /** `R`, in worlds that have rewards: kinds of pleasure, above 0, and of pain, below. Default 1. */
  readonly rewardSize?: number;
  /** Begins `batch` episodes. Episode `i` depends on the key (which is consumed) and `i` alone. */
  reset(key: Key, batch: number): State;
  /** What the episodes see, `[B·O]`. It belongs to the state: read it, do not write. */
  observe(state: State): Float32Array;
  /** All episodes, one action further. `actions [B·A]` is read only and not kept. */
  step(state: State, actions: Float32Array): State;
  /** What the last step felt like, `[B·R]`, 0 after a reset, in worlds where it felt like something. */
  reward?(state: State): Float32Array;
  /** 1 where an episode has come to its natural end, `[B]`, in worlds where that happens. */
  terminated?(state: State): Uint8Array;
  /** 1 where an episode was cut off from outside (time limit), `[B]`. Never where it is terminated. */
  truncated?(state: State): Uint8Array;
}
