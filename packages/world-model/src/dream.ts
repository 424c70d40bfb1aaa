// Dreaming: M takes the place of the world, and gets back its own predictions in place of observations (Schmidhuber 1990).
import {
  add,
  checkShapes,
  cumsum,
  exp,
  mul,
  neg,
  reshape,
  scan,
  slice,
  softplus,
  stopGradient,
  sum,
  tidy,
} from '@saccade/math';
import { mean, unroll } from '@saccade/math';
import type { Cell, Scalar, Tensor2D, Tensor3D } from '@saccade/math';
import type { DifferenceModel, DifferenceModelParams, DifferenceModelState } from './difference-model.ts';
import { sampleNext } from './difference-model.ts';
import { follow } from './sequence-loss.ts';

/** Both nets of a dream. A controller is any cell from observations to actions. `B` batch. */
export interface Dreamers<MParams, MState, CParams, CState> {
  readonly model: DifferenceModel<MParams, MState>;
  readonly controller: Omit<Cell<CParams, CState>, 'init'>;
}

/** Their parameters. */
export interface DreamParams<MParams, CParams> {
  readonly model: DifferenceModelParams<MParams>;
  readonly controller: CParams;
}

/** Where a dream stands: what both nets carry along, and what is seen now, `x [B, X]`. */
export interface DreamState<MState, CState> {
  readonly model: DifferenceModelState<MState>;
  readonly controller: CState;
  readonly x: Tensor2D;
}

/** Options of {@link dream}. */
export interface DreamOptions {
  /** `T`, steps, ≥ 1. */
  readonly steps: number;
  /** Added to actions, `[T, B, A]`. Default: none. */
  readonly actionNoise?: Tensor3D;
  /** ε of {@link sampleNext}, `[T, B, X]`, for models that are not sure. Default: what M expects comes. */
  readonly noise?: Tensor3D;
  /** τ of {@link sampleNext}. Default 1. */
  readonly temperature?: number;
}

/** What was dreamt. The caller owns the tensors. */
export interface Dream<MState, CState> {
  /** x̂(t+1), what came of each action, `[T, B, X]`. */
  readonly observations: Tensor3D;
  /** `[T, B, A]` */
  readonly actions: Tensor3D;
  /** Logits of the pains felt with x̂(t+1), `[T, B, K]`. */
  readonly pains: Tensor3D;
  /** Where it stands after the last step. */
  readonly end: DreamState<MState, CState>;
}

/** Nothing seen but the first observation: `x [B, X]`, read only. */
export function dreamStart<MP, MS, CP, CS>(
  { model, controller }: Dreamers<MP, MS, CP, CS>,
  params: DreamParams<MP, CP>,
  x: Tensor2D,
): DreamState<MS, CS> {
  const [batch] = x.shape;
  return {
    model: model.initialState(params.model, batch),
    controller: controller.initialState(params.controller, batch),
    x,
  };
}

/**
 * Both nets after they have watched the beginning of what really happened.
 * @param observations - x(0) … x(W), `[W+1, B, X]`, W ≥ 1. The last is what is seen now.
 * @param actions - those that were taken, `[W, B, A]`; the controller itself decides nothing yet.
 */
export function dreamAfter<MP, MS, CP, CS>(
  { model, controller }: Dreamers<MP, MS, CP, CS>,
  params: DreamParams<MP, CP>,
  observations: Tensor3D,
  actions: Tensor3D,
): DreamState<MS, CS> {
  const { W, B, X } = checkShapes('dreamAfter', {
    ...{ actions: [actions, 'W B A'], observations: [observations, 'S B X'] },
  });
  return tidy(() => {
    const seen = slice(observations, [0, 0, 0], [W, B, X]) as Tensor3D;
    const first = dreamStart({ model, controller }, params, rowOf(observations, W));
    return {
      model: follow(model, params.model, seen, actions).state,
      controller: unroll(controller, params.controller, seen, { state: first.controller }).state,
      x: first.x,
    };
  });
}

function rowOf(all: Tensor3D, t: number): Tensor2D {
  const [, B, X] = all.shape;
  return reshape(slice(all, [t, 0, 0], [1, B, X]), [B, X]) as Tensor2D;
}

interface Noise {
  readonly action?: Tensor2D;
  readonly next?: Tensor2D;
}

/** Rolls M and C out without the world, as one loop over time: gradients go back through all of it. */
export function dream<MP, MS, CP, CS>(
  { model, controller }: Dreamers<MP, MS, CP, CS>,
  params: DreamParams<MP, CP>,
  start: DreamState<MS, CS>,
  { steps, actionNoise, noise, temperature }: DreamOptions,
): Dream<MS, CS> {
  const step = (at: DreamState<MS, CS>, noises: Noise) => {
    const [controllerState, decided] = controller.step(params.controller, at.controller, at.x);
    const action = noises.action ? (add(decided, noises.action) as Tensor2D) : decided;
    const [modelState, expectation] = model.step(params.model, at.model, at.x, action);
    const x = noises.next ? sampleNext(model, expectation, noises.next, temperature) : expectation.next;
    const pains = model.pain(params.model, expectation.core, x);
    const next = { model: modelState, controller: controllerState, x };
    return [next, { observations: x, actions: action, pains }] as const;
  };
  return tidy(() => {
    const noises = { ...(actionNoise && { action: actionNoise }), ...(noise && { next: noise }) };
    const [end, dreamt] = scan(step, start, noises as unknown as Noise, { length: steps });
    const { observations, actions, pains } = dreamt as unknown as Record<
      'observations' | 'actions' | 'pains',
      Tensor3D
    >;
    return { observations, actions, pains, end };
  });
}

/**
 * How much a dream hurts, `[]`, until it ends: `mean over B of Σ_t alive(t) Σ_k −log(1 − p_k(t))`, where `alive(t)` is the
 * probability, a constant for gradients, that no pain came before. Pains are ends of episodes here.
 * @param pains - logits `[T, B, K]`.
 */
export function painUntilEnd(pains: Tensor3D): Scalar {
  return tidy(() => {
    const hurt = sum(softplus(pains), 2) as Tensor2D;
    const alive = stopGradient(exp(neg(cumsum(hurt, 0, { exclusive: true }))));
    return mean(sum(mul(alive, hurt), 0)) as Scalar;
  });
}
