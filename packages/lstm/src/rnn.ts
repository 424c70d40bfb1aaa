import { add, checkShapes, matMul, sigmoid, tanh, tidy, zeros } from '@saccade/math';
import type { Cell, Tensor2D } from '@saccade/math';
import type { HiddenState } from './states.ts';
import { checkFinite, checkSizes } from './sizes.ts';
import { initGates } from './weights.ts';
import type { GateParams } from './weights.ts';

/** Options of {@link rnnCell}. */
export interface RnnOptions {
  /** `I`, ≥ 1. */
  readonly inputs: number;
  /** `H`, units, ≥ 1. */
  readonly hidden: number;
  /** What a unit makes of the sum of its inputs. Default `logistic`, 0..1, as in nets of 1990; `tanh`: −1..1. */
  readonly squash?: 'logistic' | 'tanh';
  /** Weights and biases begin in U[−initScale, initScale], biases at 0. Default 0.1. Source: Schmidhuber 1990. */
  readonly initScale?: number;
}

/** A fully recurrent net: one set of weights, `wx [I, H]`, `wh [H, H]`, `b [H]`. */
export type RnnParams = GateParams;

/**
 * A fully recurrent net: each unit sees all inputs, and all units as they were one step before.
 *
 * Source: the nets of Williams & Zipser 1989 and Schmidhuber 1990, with inputs of the same step.
 */
export function rnnCell({
  inputs,
  hidden,
  squash = 'logistic',
  initScale = 0.1,
}: RnnOptions): Cell<RnnParams, HiddenState> {
  checkSizes('rnnCell', { inputs, hidden });
  checkFinite('rnnCell', { initScale });
  return {
    init: (key) => initGates(key, { inputs, hidden }, [0], initScale),
    initialState: (_, batch) => ({ h: zeros([batch, hidden]) }),
    step: (params, state, x) => {
      const next = rnnStep(params, state, x, squash);
      return [next, next.h];
    },
  };
}

/**
 * One step: `h' = f(x·Wx + h·Wh + b)`. `B` batch, `I` inputs, `H` units.
 * @param x - `[B, I]`.
 * @param squash - f. Default `logistic`.
 * @returns the next state. The caller disposes it.
 */
export function rnnStep(
  { wx, wh, b }: RnnParams,
  { h }: HiddenState,
  x: Tensor2D,
  squash: 'logistic' | 'tanh' = 'logistic',
): HiddenState {
  checkShapes('rnnStep', { wx: [wx, 'I H'], wh: [wh, 'H H'], b: [b, 'H'], h: [h, 'B H'], x: [x, 'B I'] });
  const f = squash === 'tanh' ? tanh : sigmoid;
  return tidy(() => ({ h: f(add(add(matMul(x, wx), matMul(h, wh)), b)) as Tensor2D }));
}
