import { concat } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';

/** Sizes of a world. `X` observation, `R` kinds of reward: pains and pleasures; `A` action. */
export interface WorldSizes {
  readonly observationSize: number;
  readonly rewardSize: number;
  readonly actionSize: number;
}

/** A moment of `B` lives. */
export interface Seen {
  /** `[B, X]` */
  readonly observation: Tensor2D;
  /** `[B, R]`; may be missing where no net sees it. */
  readonly reward?: Tensor2D;
}

/** What a net sees of a moment: `[B, X + R]` where it feels, `[B, X]` where it does not. */
export function seenBy({ feels }: { readonly feels: boolean }, { observation, reward }: Seen): Tensor2D {
  if (!feels) return observation;
  if (reward === undefined)
    throw new Error('seenBy: a net that feels must be given a reward, got an observation alone');
  return concat([observation, reward], 1) as Tensor2D;
}
