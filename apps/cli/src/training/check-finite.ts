import type { Metrics } from '@saccade/experiments';
import { FailedError } from '../errors.ts';

/**
 * Refuses metrics that are no numbers any more.
 * @param when - `step 120`, `evaluation`.
 * @throws {@link FailedError} naming the metric.
 */
export function checkFinite(metrics: Metrics, when: string): void {
  const found = Object.entries(metrics).find(([, value]) => !Number.isFinite(value));
  if (!found) return;
  const [name, value] = found;
  throw new FailedError(
    `the training diverged: ${name} is ${value} at ${when}; a smaller learning rate may help`,
  );
}
