// Planning: actions that have not been taken yet descend the pain that M expects of them (Schmidhuber 1990).
import { adam, add, checkShapes, clip, compile, concat, slice, tidy, valueAndGrad } from '@saccade/math';
import type { OptimiserState, Scalar, Tensor3D } from '@saccade/math';
import { imagine } from './imagine.ts';
import type { Imagined, Imagining } from './imagine.ts';
import type { ModelParams, RecurrentModel } from './recurrent-model.ts';

/** Options of {@link planner}. */
export interface PlanOptions {
  /** What is to be made small, of what M expects: `[]`. */
  readonly pain: (imagined: Imagined, actions: Tensor3D) => Scalar;
  /** Steps down the gradient for each plan, ≥ 1. Default 20. */
  readonly iterations?: number;
  /** Of these steps, made by Adam. Default 0.1. */
  readonly rate?: number;
  /** Actions are kept within. Default −1..1. */
  readonly low?: number;
  readonly high?: number;
}

/** Makes plans. It holds memory for each shape until it is disposed. */
export interface Planner<P, S> {
  /**
   * A better plan than `actions [T, B, A]`, as a new tensor; all arguments are read only. To act, take its first step, see
   * what comes, and plan again from {@link shifted} actions: the horizon recedes.
   */
  improve(params: ModelParams<P>, start: Imagining<S>, actions: Tensor3D): Tensor3D;
  dispose(): void;
}

/** Plans through M's frozen weights. */
export function planner<P, S>(
  model: RecurrentModel<P, S>,
  { pain, iterations = 20, rate = 0.1, low = -1, high = 1 }: PlanOptions,
): Planner<P, S> {
  if (!(Number.isInteger(iterations) && iterations >= 1))
    throw new RangeError(`planner: iterations must be a whole number ≥ 1, got ${iterations}`);
  const optimiser = adam({ learningRate: rate });
  interface Plan {
    readonly params: Tensor3D;
    readonly state: OptimiserState;
  }
  const step = compile(
    ({ params: actions, state }: Plan, params: ModelParams<P>, start: Imagining<S>) => {
      const loss = (plan: Tensor3D): Scalar => pain(imagine(model, params, start, plan), plan);
      const next = optimiser.update(valueAndGrad(loss)(actions).grads, state, actions);
      return { params: clip(next.params, low, high), state: next.state };
    },
    { donate: [0] },
  );
  return {
    improve: (params, start, actions) =>
      tidy(() => {
        let plan: Plan = { params: add(actions, 0) as Tensor3D, state: optimiser.init(actions) };
        for (let i = 0; i < iterations; i++) plan = step(plan, params, start);
        return plan.params;
      }),
    dispose: step.dispose,
  };
}

/** The rest of a plan after its first step, with its last action once more: `[T, B, A]`. The caller disposes it. */
export function shifted(actions: Tensor3D): Tensor3D {
  const { T } = checkShapes('shifted', { actions: [actions, 'T B A'] });
  return tidy(() => concat([slice(actions, [1]), slice(actions, [T - 1])], 0) as Tensor3D);
}
