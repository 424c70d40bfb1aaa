// Nets of a few logistic units on typed arrays. What runs continually, step by step, needs no tensors.
import { uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { sigmoid } from '@saccade/math/portable';

/** Options of {@link initLogisticNet}. */
export interface LogisticNetOptions {
  /** `I`, ≥ 1. */
  readonly inputs: number;
  /** `N`, units, ≥ 1: each sees all inputs, a constant 1, and all units as they were one tick before. */
  readonly units: number;
  /** Times that all units change while an input stays, ≥ 1. Default 1. With two, an output can be more than a threshold. */
  readonly ticks?: number;
  /** Weights begin in U[−initScale, initScale]. Default 0.1. */
  readonly initScale?: number;
}

/** A fully recurrent net. Its weights change in place. */
export interface LogisticNet {
  readonly inputs: number;
  readonly units: number;
  readonly ticks: number;
  /** `[N, I + 1 + N]`: of each unit from the inputs, from 1, and from the units. */
  readonly weights: Float32Array;
}

/**
 * Random weights.
 * @param key - consumed.
 */
export function initLogisticNet(
  { inputs, units, ticks = 1, initScale = 0.1 }: LogisticNetOptions,
  key: Key,
): LogisticNet {
  for (const [name, value] of Object.entries({ inputs, units, ticks })) {
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`initLogisticNet: ${name} must be a whole number ≥ 1, got ${value}`);
  }
  if (!(initScale > 0 && initScale < Infinity))
    throw new RangeError(`initLogisticNet: initScale must be a number > 0, got ${initScale}`);
  const weights = uniformValues(key, units * sourceCount({ inputs, units }), {
    min: -initScale,
    max: initScale,
  });
  return { inputs, units, ticks, weights };
}

/** What a unit sees: inputs, 1, and units. */
export function sourceCount({ inputs, units }: Pick<LogisticNet, 'inputs' | 'units'>): number {
  return inputs + 1 + units;
}

/** The sources of a net, `[I + 1 + N]`, written into `sources`. */
export function gatherSources(
  { inputs }: Pick<LogisticNet, 'inputs'>,
  sources: Float32Array,
  x: Float32Array,
  activity: Float32Array,
): void {
  sources.set(x);
  sources[inputs] = 1;
  sources.set(activity, inputs + 1);
}

/** One tick: `y = σ(W · [x, 1, y])`, written into `activity [N]`. */
export function tick({ units, weights }: LogisticNet, sources: Float32Array, activity: Float32Array): void {
  const width = sources.length;
  for (let k = 0; k < units; k++) {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += weights[k * width + j] * sources[j];
    activity[k] = sigmoid(sum);
  }
}

/** Lets a net see an input for all its ticks: `activity [N]` changes in place. No learning. */
export function runLogisticNet(net: LogisticNet, activity: Float32Array, x: Float32Array): void {
  const sources = new Float32Array(sourceCount(net));
  for (let i = 0; i < net.ticks; i++) {
    gatherSources(net, sources, x, activity);
    tick(net, sources, activity);
  }
}
