import type { Target } from '@saccade/experiments';
import { formatNumber } from '../terminal/format.ts';

/** A target in words, and whether a value reaches it. */
export interface Verdict {
  /** `≥ 0.98` */
  readonly text: string;
  readonly met: boolean;
  readonly source: string;
}

/** How a metric stands to the target that the experiment has for it; undefined when there is none. */
export function judge(targets: readonly Target[], metric: string, value: number): Verdict | undefined {
  const target = targets.find((each) => each.metric === metric);
  if (!target) return undefined;
  const met = target.comparison === '≥' ? value >= target.value : value <= target.value;
  return { text: `${target.comparison} ${formatNumber(target.value)}`, met, source: target.source };
}
