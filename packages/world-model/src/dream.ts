// Dreaming: M takes the place of the world, and gets back its own predictions in place of observations (Schmidhuber 1990).
import { add, concat, cumsum, exp, mean, mul, neg, scan, softplus, stopGradient, sum, tidy, unroll } from '@saccade/math'; // prettier-ignore
import type { Scalar, Tensor2D, Tensor3D } from '@saccade/math';
import { follow, momentOf, stepsOf } from './foresight.ts';
import type { Came } from './foresight.ts';
import type { HeadedParams } from './headed-cell.ts';
import { imagineStep, imagining } from './imagine.ts';
import type { Imagined, Imagining } from './imagine.ts';
import type { RecurrentController } from './recurrent-controller.ts';
import type { ModelParams, RecurrentModel } from './recurrent-model.ts';
import { seenBy } from './seen.ts';
import type { Seen } from './seen.ts';

/** Both nets of a dream. */
export interface Dreamers<PM, SM, PC, SC> {
  readonly model: RecurrentModel<PM, SM>;
  readonly controller: RecurrentController<PC, SC>;
}

/** Their parameters. */
export interface DreamParams<PM, PC> {
  readonly model: ModelParams<PM>;
  readonly controller: HeadedParams<PC>;
}

/** Where a dream stands: what both nets carry along, and what is seen now. */
export interface DreamState<SM, SC> extends Imagining<SM> {
  readonly controller: SC;
}

/** Options of {@link dream}. */
export interface DreamOptions {
  /** `T`, steps, ≥ 1. */
  readonly steps: number;
  /** Added to what C does for sure, `[T, B, A]`. Default: none. */
  readonly actionNoise?: Tensor3D;
  /** Noise by which observations are drawn, `[T, B, X]`, for models that are not sure. Default: what M expects comes. */
  readonly noise?: Tensor3D;
  /** τ ≥ 0, by which that noise is multiplied (Ha & Schmidhuber 2018). Default 1. */
  readonly temperature?: number;
}

/** What was dreamt. The caller owns the tensors. */
export interface Dream<SM, SC> extends Imagined {
  /** `[T, B, A]` */
  readonly actions: Tensor3D;
  /** Where it stands after the last step. */
  readonly end: DreamState<SM, SC>;
}

/** Nothing seen but this moment. */
export function dreamStart<PM, SM, PC, SC>(
  { model, controller }: Dreamers<PM, SM, PC, SC>,
  params: DreamParams<PM, PC>,
  seen: Seen,
): DreamState<SM, SC> {
  const [batch] = seen.observation.shape;
  return {
    ...seen,
    state: model.initialState(params.model, batch),
    controller: controller.initialState(params.controller, batch),
  };
}

/**
 * Both nets after they have watched the beginning of what really happened. For use inside `tidy` or `compile`.
 * @param came - the actions that were taken, `[W, B, A]`, W ≥ 1, the controller itself decides nothing yet; and W + 1 observations
 *   and rewards, of which the last ones are seen now.
 */
export function dreamAfter<PM, SM, PC, SC>(
  { model, controller }: Dreamers<PM, SM, PC, SC>,
  params: DreamParams<PM, PC>,
  came: Came,
): DreamState<SM, SC> {
  const { observations, rewards, actions } = came;
  const [length] = actions.shape;
  const now = momentOf(came, length);
  const first = dreamStart({ model, controller }, params, now);
  const seen = [observations, ...(controller.feels && rewards ? [rewards] : [])];
  const watched = concat(
    seen.map((each) => stepsOf(each, 0, length)),
    2,
  ) as Tensor3D;
  return {
    ...now,
    state: follow(model, params.model, came, first.state).state,
    controller: unroll(controller, params.controller, watched, { state: first.controller }).state,
  };
}

interface Noise {
  readonly action?: Tensor2D;
  readonly next?: Tensor2D;
}

/**
 * Rolls M and C out without the world, as one loop over time: gradients go back through all of it. For use inside `tidy` or
 * `compile`.
 */
export function dream<PM, SM, PC, SC>(
  { model, controller }: Dreamers<PM, SM, PC, SC>,
  params: DreamParams<PM, PC>,
  start: DreamState<SM, SC>,
  { steps, actionNoise, noise, temperature = 1 }: DreamOptions,
): Dream<SM, SC> {
  const step = ({ controller: memory, ...at }: DreamState<SM, SC>, noises: Noise) => {
    const [remembered, z] = controller.step(params.controller, memory, seenBy(controller, at));
    const decided = controller.actSurely(z);
    const action = noises.action ? (add(decided, noises.action) as Tensor2D) : decided;
    const { next, feeling } = imagineStep(model, params.model, at, action, noises.next);
    return [
      { ...next, controller: remembered },
      { observations: next.observation, feelings: feeling, actions: action },
    ] as const;
  };
  const drawn = noise && { next: mul(noise, temperature) };
  const noises = { ...(actionNoise && { action: actionNoise }), ...drawn };
  const begin = { ...imagining(start, start.state), controller: start.controller };
  const [end, dreamt] = scan(step, begin, noises as unknown as Noise, { length: steps });
  return { ...(dreamt as unknown as Omit<Dream<SM, SC>, 'end'>), end };
}

/**
 * How much a dream hurts, `[]`, until it ends: `mean over B of Σ_t alive(t) Σ_k −log(1 − p_k(t))`, where `alive(t)` is the
 * probability, a constant for gradients, that no pain came before. Pains are ends of episodes here.
 * @param pains - logits `[T, B, R]`: feelings of an M whose rewards are Bernoulli.
 */
export function painUntilEnd(pains: Tensor3D): Scalar {
  return tidy(() => {
    const hurt = sum(softplus(pains), 2) as Tensor2D;
    const alive = stopGradient(exp(neg(cumsum(hurt, 0, { exclusive: true }))));
    return mean(sum(mul(alive, hurt), 0)) as Scalar;
  });
}
