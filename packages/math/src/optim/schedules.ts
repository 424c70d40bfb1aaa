// Learning rates that depend on the number of the update. Pure functions of the step, in float64, from portable functions.
import { fail } from '../errors.ts';
import { cos } from '../portable/trig.ts';
import { pow } from '../portable/pow.ts';
import { checkNumber, checkPositive } from './options.ts';

/** The value at update number `step` = 0, 1, 2, … */
export type Schedule = (step: number) => number;

const PI = 3.141592653589793;

function checkSteps(name: string, steps: number): void {
  if (!Number.isInteger(steps) || steps < 1) fail(name, 'steps', 'an integer ≥ 1', steps);
}

/** Always the same value, ≥ 0. */
export function constantSchedule(value: number): Schedule {
  checkNumber('constantSchedule', 'value', value, 0, Infinity);
  return () => value;
}

export interface ExponentialDecayOptions {
  /** Value at step 0, > 0. */
  readonly start: number;
  /** Factor that `steps` updates apply, in (0, 1]. */
  readonly rate: number;
  /** Number of updates that multiply the value by `rate` once. Default 1. */
  readonly steps?: number;
}

/** `start · rate^(step / steps)`, falling smoothly. */
export function exponentialDecay({ start, rate, steps = 1 }: ExponentialDecayOptions): Schedule {
  checkPositive('exponentialDecay', 'start', start);
  if (!(rate > 0 && rate <= 1)) fail('exponentialDecay', 'rate', 'in 0 < rate ≤ 1', rate);
  checkSteps('exponentialDecay', steps);
  return (step) => start * pow(rate, step / steps);
}

export interface CosineDecayOptions {
  /** Value at step 0, > 0. */
  readonly start: number;
  /** Value from step `steps` on, ≥ 0. Default 0. */
  readonly end?: number;
  /** Number of updates from `start` to `end`. */
  readonly steps: number;
}

/** Half a cosine wave from `start` down to `end`, then constant. Source: Loshchilov & Hutter 2017 (SGDR), eq. 5. */
export function cosineDecay({ start, end = 0, steps }: CosineDecayOptions): Schedule {
  checkPositive('cosineDecay', 'start', start);
  checkNumber('cosineDecay', 'end', end, 0, Infinity);
  checkSteps('cosineDecay', steps);
  return (step) => end + ((start - end) * (1 + cos((PI * Math.min(step, steps)) / steps))) / 2;
}

export interface LinearWarmupOptions {
  /** Value at step 0, ≥ 0. Default 0. */
  readonly start?: number;
  /** Number of updates from `start` to the first value of `then`. */
  readonly steps: number;
  /** What follows; its step 0 comes at step `steps`. */
  readonly then: Schedule;
}

/** A straight line up to `then(0)`, after which `then` goes on. Source: Goyal et al. 2017, section 2.2. */
export function linearWarmup({ start = 0, steps, then }: LinearWarmupOptions): Schedule {
  checkNumber('linearWarmup', 'start', start, 0, Infinity);
  checkSteps('linearWarmup', steps);
  if (typeof then !== 'function') fail('linearWarmup', 'then', 'a schedule', then);
  return (step) => (step < steps ? start + ((then(0) - start) * step) / steps : then(step - steps));
}
