// M in place of the world: it sees its own predictions.
import { checkShapes, reshape, scan } from '@saccade/math';
import type { Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import type { ModelParams, ModelState, RecurrentModel } from './recurrent-model.ts';
import type { Seen } from './seen.ts';

/** Where M stands: what it carries along, and what is seen now. */
export interface Imagining<S> extends Seen {
  readonly state: ModelState<S>;
}

/** What M expects, step by step. The caller owns the tensors. */
export interface Imagined {
  /** x̂(t+1), `[T, B, X]`. */
  readonly observations: Tensor3D;
  /** What M says of how that feels, `[T, B, Z]`: see `RecurrentModel.feeling`. */
  readonly feelings: Tensor3D;
}

/**
 * What comes of an action `[B, A]` by M. Rewards go on being seen where they were. For use inside `tidy` or `compile`.
 * @param noise - `[B, X]`, by which the next observation is drawn. Default: the expected one comes.
 */
export function imagineStep<P, S>(
  model: RecurrentModel<P, S>,
  params: ModelParams<P>,
  now: Imagining<S>,
  action: Tensor2D,
  noise?: Tensor2D,
): { readonly next: Imagining<S>; readonly feeling: Tensor2D } {
  const [state, told] = model.step(params, now.state, now, action);
  const observation = noise ? model.drawObservation(told, noise) : model.observation(told);
  const feeling = model.feeling(params, told, observation);
  const seen = { observation, ...(now.reward && { reward: model.reward(feeling) }) };
  return { next: imagining(seen, state), feeling };
}

/** Where M stands, with names in one order, as a loop wants them. */
export function imagining<S>({ observation, reward }: Seen, state: ModelState<S>): Imagining<S> {
  return { observation, ...(reward && { reward }), state };
}

/** Rolls M out with given actions, `[T, B, A]`. For use inside `tidy` or `compile`. */
export function imagine<P, S>(
  model: RecurrentModel<P, S>,
  params: ModelParams<P>,
  start: Imagining<S>,
  actions: Tensor3D,
): Imagined {
  checkShapes('imagine', { observation: [start.observation, 'B X'], actions: [actions, 'T B A'] });
  const step = (at: Imagining<S>, action: Tensor2D) => {
    const { next, feeling } = imagineStep(model, params, at, action);
    return [next, { observations: next.observation, feelings: feeling }] as const;
  };
  const [, imagined] = scan(step, imagining(start, start.state), actions as Tensor as Tensor2D);
  return imagined as unknown as Imagined;
}

/** The rewards that M expects there, `[T, B, R]`. For use inside `tidy` or `compile`. */
export function imaginedRewards<P, S>(model: RecurrentModel<P, S>, { feelings }: Imagined): Tensor3D {
  const [length, batch, width] = feelings.shape;
  const rows = model.reward(reshape<Tensor2D>(feelings, [length * batch, width]));
  return reshape(rows, [length, batch, model.rewardSize]);
}
