// Universal value functions: what each action is worth at each state, for any goal.
//
// Schaul, Horgan, Gregor & Silver 2015, "Universal value function approximators". Either one net sees state and goal side by side, or two
// streams, φ of states and ψ of goals, meet in a product. Streams can learn in two stages: a table of values, in which most may be
// missing, is written as a product of a few factors for each state and goal; then φ and ψ learn these factors. Or nets learn the
// table itself, or bootstrap: from what their own values say of the next state.
//
// Goals are states here, so the streams share parameters, as the paper suggests (its partially symmetric architecture): ψ goes on
// from what φ says of the place. For that a table has one row more for each state than there are actions, what it is worth to have
// come there. Whoever knows what a place is worth as a state knows much of how to get there, though it was never a goal.
//
// `S` states, `A` actions, `R = S·(A + 1)` rows, for each state those of its actions and last its own; `G` goals, `F` features, `n` factors.
import {
  add,
  checkShapes,
  clip,
  concat,
  div,
  gather,
  matMul,
  max,
  mul,
  normal,
  reshape,
  slice,
  split,
  square,
  stopGradient,
  sub,
  sum,
  tensor,
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
  /** φ, F inputs and (A + 1)·n outputs. */
  readonly state: MlpParams;
  /** What ψ makes of the last n outputs of φ: n more. */
  readonly goal: MlpParams;
}

/** Values begin near 0, so that the best of them are no reason for hope where targets are taken from them. */
const SMALL = 0.1;

/** @param key - consumed. */
export function initStreams(options: UniversalOptions, key: Key): StreamsParams {
  const { features, actions, hidden = 64, factors = 32 } = options;
  const [kState, kGoal] = split(key, 2);
  return {
    state: initNet([features, hidden, hidden, (actions + 1) * factors], kState, SMALL),
    goal: initNet([factors, factors], kGoal),
  };
}

/** What φ says of states `[S, F]`: their factors, `[R, n]`. The caller disposes them. */
export function stateFactors({ state, goal }: StreamsParams, states: Tensor2D): Tensor2D {
  return tidy(() => reshape<Tensor2D>(applyNet(state, states), [-1, goal.layers[0].b.size]));
}

/** What ψ makes of the factors of places, `[G, n]` each. The caller disposes it. */
export function goalFactors({ goal }: StreamsParams, places: Tensor2D): Tensor2D {
  return applyNet(goal, places);
}

/** What two streams say of all `states [S, F]` and all `goals [G, F]`, `[R, G]`. The caller disposes it. */
export function streamValues(params: StreamsParams, states: Tensor2D, goals: Tensor2D): Tensor2D {
  return tidy(() => {
    const rows = stateFactors(params, states);
    const ofGoals = stateFactors(params, goals);
    const perPlace = ofGoals.shape[0] / goals.shape[0];
    const own = Int32Array.from({ length: goals.shape[0] }, (_, g) => perPlace * g + perPlace - 1);
    const places = gather(ofGoals, tensor<Tensor1D>(own)) as Tensor2D;
    return factorValues({ rows, columns: goalFactors(params, places) });
  });
}

/** A table as a product. `C` columns. */
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

/** One net that sees state and goal side by side, 2F inputs and A + 1 outputs. @param key - consumed. */
export function initOneNet({ features, actions, hidden = 64 }: UniversalOptions, key: Key): MlpParams {
  return initNet([2 * features, hidden, hidden, actions + 1], key);
}

/** What each action is worth to one net, for `B` pairs of a state and a goal, `[B, F]` each: `[B, A + 1]`. The caller disposes it. */
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
  /** Where each action leads from each state, and a state to itself, a row of `S + 1`: the last one is an end without reward. `[R]`, int32. */
  readonly next: Tensor1D;
  /** 1 where that is the goal, which ends an episode with reward 1, `[R, G]`. */
  readonly arrives: Tensor2D;
  /** A */
  readonly actions: number;
  /** γ */
  readonly discount: number;
}

/** What values should be by their own account: the reward, or γ times the best action's value at the next state, in 0..1 as returns are. The caller disposes it. */
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
    const all = reshape<Tensor3D>(values, [R / (actions + 1), actions + 1, G]);
    const best = max(slice(all, [0, 0], [-1, actions]), 1) as Tensor2D;
    const later = clip(gather(concat<Tensor2D>([best, zeros([1, G])], 0), next), 0, 1);
    return stopGradient(add(arrives, mul(mul(sub(1, arrives), later), discount))) as Tensor2D;
  });
}
