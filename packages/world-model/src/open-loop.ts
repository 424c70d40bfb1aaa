// M left to itself: it sees its own forecasts in place of what comes.
import { concat, scan } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import type { Experience } from './experience.ts';
import type { HeadedParams } from './headed-cell.ts';
import type { RecurrentController } from './recurrent-controller.ts';
import { firstOf, rests } from './recurrent-model.ts';
import type { Expected, RecurrentModel } from './recurrent-model.ts';

/** What M foretells, step by step. */
export interface Forecast {
  /** Of x(1) … x(T), `[T, B, X]`. */
  readonly observations: Tensor3D;
  /** Of r(1) … r(T), `[T, B, R]`. */
  readonly rewards: Tensor3D;
  /** What was done, `[T, B, A]`. */
  readonly actions: Tensor3D;
}

/** A net as it is. */
export interface Learned<N, P> {
  readonly net: N;
  readonly params: HeadedParams<P>;
}

/**
 * What M foretells of an experience whose first `x` and `r` alone it sees, and all actions. For use inside `tidy` or `compile`.
 * Beside `experience.rewards` and `observations` it shows how errors of M pile up.
 */
export function foretellAlone<P, S>(
  { net, params }: Learned<RecurrentModel<P, S>, P>,
  experience: Experience,
): Forecast {
  const begin = { ...firstsOf(experience), model: net.initialState(params, batchOf(experience)) };
  const [, forecast] = scan(
    (now: Expected & { readonly model: S }, { action }: { readonly action: Tensor2D }) => {
      const [model, expected] = foretell(net, params, now, now.model, action);
      return [{ ...expected, model }, asForecast(expected, action)] as const;
    },
    begin,
    { action: experience.actions } as unknown as { action: Tensor2D },
  );
  return forecast as unknown as Forecast;
}

/**
 * C acts in M alone, from the first `x` and `r` of an experience on, without chance, as long as that lasted. What it feels
 * there beside what it felt in the world shows where it exploits errors of M. For use inside `tidy` or `compile`.
 */
export function actInModel<PC, SC, PM, SM>(
  controller: Learned<RecurrentController<PC, SC>, PC>,
  model: Learned<RecurrentModel<PM, SM>, PM>,
  experience: Experience,
): Forecast {
  const batch = batchOf(experience);
  const begin = {
    ...firstsOf(experience),
    controller: controller.net.initialState(controller.params, batch),
    model: model.net.initialState(model.params, batch),
  };
  const [, forecast] = scan(
    (now: typeof begin) => {
      const seen = concat([now.observation, now.reward], 1) as Tensor2D;
      const [after, z] = controller.net.step(controller.params, now.controller, seen);
      const action = controller.net.actSurely(z);
      const [next, expected] = foretell(model.net, model.params, now, now.model, action);
      return [{ ...expected, controller: after, model: next }, asForecast(expected, action)] as const;
    },
    begin,
    { came: rests(experience.rewards) },
  );
  return forecast as unknown as Forecast;
}

function foretell<P, S>(
  model: RecurrentModel<P, S>,
  params: HeadedParams<P>,
  { observation, reward }: Expected,
  state: S,
  action: Tensor2D,
): [S, Expected] {
  const [next, z] = model.step(params, state, concat([observation, reward, action], 1) as Tensor2D);
  const expected = model.expected(z);
  return [next, { observation: expected.observation, reward: expected.reward }];
}

function asForecast(
  { observation, reward }: Expected,
  action: Tensor2D,
): { readonly observations: Tensor2D; readonly rewards: Tensor2D; readonly actions: Tensor2D } {
  return { observations: observation, rewards: reward, actions: action };
}

function batchOf({ lived }: Experience): number {
  return lived.shape[1];
}

function firstsOf({ observations, rewards }: Experience): Expected {
  return { observation: firstOf(observations), reward: firstOf(rewards) };
}
