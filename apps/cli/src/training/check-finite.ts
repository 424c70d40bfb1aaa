import type { Metrics } from '@saccade/experiments';
import { FailedError } from '../errors.ts';

/**
 * Refuses an evaluation that gave what is no number.
 * @throws {@link FailedError} naming the metric.
 */
export function checkFinite(metrics: Metrics): void {
  const found = Object.entries(metrics).find(([, value]) => !Number.isFinite(value));
  if (found) throw new FailedError(`the evaluation failed: ${found[0]} is ${found[1]}`);
}
