import type { Key } from '@saccade/math';

/**
 * A batched world, as pure functions: states go in, new states come out, none is changed.
 * `B` episodes, `O` observation size, `A` action size. Words as in Gymnasium.
 */
export interface Environment<State> {
  readonly observationSize: number;
  readonly actionSize: number;
  /** Begins `batch` episodes. Episode `i` depends on the key (which is consumed) and `i` alone. */
  reset(key: Key, batch: number): State;
  /** What the episodes see, `[B·O]`. It belongs to the state: read it, do not write. */
  observe(state: State): Float32Array;
  /** All episodes, one action further. `actions [B·A]` is read only and not kept. */
  step(state: State, actions: Float32Array): State;
  /** Reward of the last step, `[B]`, in worlds that have one. */
  reward?(state: State): Float32Array;
  /** 1 where an episode has come to its natural end, `[B]`, in worlds where that happens. */
  terminated?(state: State): Uint8Array;
  /** 1 where an episode was cut off from outside (time limit), `[B]`. */
  truncated?(state: State): Uint8Array;
}
