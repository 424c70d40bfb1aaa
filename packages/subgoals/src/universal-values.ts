// Universal value functions: what each action is worth at each state, for any goal.
//
// Schaul, Horgan, Gregor & Silver 2015, "Universal value function approximators". Either one net sees state and goal side by side, or two
// streams, φ of states and ψ of goals, meet in a product. Streams can learn in two stages: a table of values, in which most may be
// missing, is written as a product of a few factors for each state and goal; then φ and ψ learn these factors. Or nets learn the
// table itself, or bootstrap: from what their own values say of the next state.
//
// `S` states, `A` actions, `G` goals, `F` features, `n` factors.
import {
  add,
  checkShapes,
  concat,
  div,
  gather,
  matMul,
  max,
  mul,
  normal,
  reshape,
  split,
  square,
  stopGradient,
  sub,
  sum,
  tidy,
  zeros,
} from '@saccade/math';
import type { Key, Scalar, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import type { MlpParams } from '@saccade/world-model';
import { applyNet, initNet } from './net.ts';

/** Sizes of universal value functions. */
export interface UniversalOptions {
  /** F, of states and of goals. */
  readonly features: number;
  /** A */
  readonly actions: number;
  /** Units in each of two hidden layers. Default 64. */
  readonly hidden?: number;
  /** n, of two streams. Default 32. */
  readonly factors?: number;
}

/** Two streams. A tree of tensors, which its maker owns. */
export interface StreamsParams {
  /** φ, F inputs and A·n outputs. */
  readonly state: MlpParams;
  /** ψ, F inputs and n outputs. */
  readonly goal: MlpParams;
}

/** @param key - consumed. */
export function initStreams(options: UniversalOptions, key: Key): StreamsParams {
  const { features, actions, hidden = 64, factors = 32 } = options;
  const [kState, kGoal] = split(key, 2);
  return {
    state: initNet([features, hidden, hidden, actions * factors], kState),
    goal: initNet([features, hidden, hidden, factors], kGoal),
  };
}

/** The factors of two streams: `states [S, F]` to `[S·A, n]`, `goals [G, F]` to `[G, n]`. The caller disposes them. */
export function streamFactors(params: StreamsParams, states: Tensor2D, goals: Tensor2D): Factors {
  const last = params.goal.layers[params.goal.layers.length - 1];
  const factors = last.b.size;
  return {
    rows: tidy(() => reshape<Tensor2D>(applyNet(params.state, states), [-1, factors])),
    columns: applyNet(params.goal, goals),
  };
}

/** What each action is worth to two streams, for all states and all goals, `[S·A, G]`. The caller disposes it. */
export function streamValues(params: StreamsParams, states: Tensor2D, goals: Tensor2D): Tensor2D {
  return tidy(() => factorValues(streamFactors(params, states, goals)));
}

/** A table as a product. `R` rows, `C` columns. */
export interface Factors {
  /** `[R, n]` */
  readonly rows: Tensor2D;
  /** `[C, n]` */
  readonly columns: Tensor2D;
}

/** Small random factors. @param key - consumed. */
export function initFactors([rows, columns]: readonly [number, number], factors: number, key: Key): Factors {
  const [kRows, kColumns] = split(key, 2);
  const scale = (x: Tensor2D): Tensor2D => mul(x, Math.sqrt(0.1 / factors)) as Tensor2D;
  return tidy(() => ({
    rows: scale(normal<Tensor2D>(kRows, [rows, factors])),
    columns: scale(normal<Tensor2D>(kColumns, [columns, factors])),
  }));
}

/** The table of factors, `[R, C]`. The caller disposes it. */
export function factorValues({ rows, columns }: Factors): Tensor2D {
  return matMul(rows, columns, { transposeB: true });
}

/** One net that sees state and goal side by side, 2F inputs and A outputs. @param key - consumed. */
export function initOneNet({ features, actions, hidden = 64 }: UniversalOptions, key: Key): MlpParams {
  return initNet([2 * features, hidden, hidden, actions], key);
}

/** What each action is worth to one net, for `B` pairs of a state and a goal, `[B, F]` each: `[B, A]`. The caller disposes it. */
export function oneNetValues(params: MlpParams, states: Tensor2D, goals: Tensor2D): Tensor2D {
  return tidy(() => applyNet(params, concat<Tensor2D>([states, goals], 1)));
}

/** The mean square of what values are off a table, over the entries that are known: where `known` is 1, not 0. */
export function tableError(values: Tensor2D, table: Tensor2D, known: Tensor2D): Scalar {
  checkShapes('tableError', { values: [values, 'R C'], table: [table, 'R C'], known: [known, 'R C'] });
  return tidy(() => div(sum(mul(square(sub(values, table)), known)), sum(known)) as Scalar);
}

/** What leads where, for `G` goals. */
export interface GoalWorld {
  /** Where each action leads from each state, a row of `S + 1`: the last one is an end without reward. `[S·A]`, int32. */
  readonly next: Tensor1D;
  /** 1 where an action arrives at the goal, which ends an episode with reward 1, `[S·A, G]`. */
  readonly arrives: Tensor2D;
  /** A */
  readonly actions: number;
  /** γ */
  readonly discount: number;
}

/** What values should be by their own account: the reward, or γ times the best value at the next state. The caller disposes it. */
export function bootstrapTargets(
  values: Tensor2D,
  { next, arrives, discount, actions }: GoalWorld,
): Tensor2D {
  const { R, G } = checkShapes('bootstrapTargets', {
    values: [values, 'R G'],
    next: [next, 'R'],
    arrives: [arrives, 'R G'],
  });
  return tidy(() => {
    const best = max(reshape<Tensor3D>(values, [R / actions, actions, G]), 1) as Tensor2D;
    const later = gather(concat<Tensor2D>([best, zeros([1, G])], 0), next) as Tensor2D;
    return stopGradient(add(arrives, mul(mul(sub(1, arrives), later), discount))) as Tensor2D;
  });
}
