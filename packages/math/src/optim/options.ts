import { fail } from '../errors.ts';
import type { Schedule } from './schedules.ts';

/** Throws unless min ≤ value < max (or ≤, for an infinite max). */
export function checkNumber(name: string, option: string, value: number, min: number, max: number): void {
  if (typeof value === 'number' && value >= min && value < max) return;
  fail(name, option, max === Infinity ? `a finite number ≥ ${min}` : `in ${min} ≤ ${option} < ${max}`, value);
}

/** Like checkNumber with 0 excluded and no upper bound. */
export function checkPositive(name: string, option: string, value: number): void {
  if (typeof value === 'number' && value > 0 && value < Infinity) return;
  fail(name, option, 'a finite number > 0', value);
}

/** An option that is a number or a schedule; checks the number now and a schedule's values as they come. */
export function checkedRate(name: string, learningRate: number | Schedule): number | Schedule {
  if (typeof learningRate !== 'function') {
    checkNumber(name, 'learningRate', learningRate, 0, Infinity);
    return learningRate;
  }
  return (step) => {
    const rate = learningRate(step);
    if (rate >= 0 && rate < Infinity) return rate;
    return fail(name, `learningRate(${step})`, 'a finite number ≥ 0', rate);
  };
}

/** The same as a schedule in either case. */
export function learningRates(name: string, learningRate: number | Schedule): Schedule {
  const rate = checkedRate(name, learningRate);
  return typeof rate === 'number' ? () => rate : rate;
}
