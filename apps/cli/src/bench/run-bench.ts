import { requireAgreement } from './agree.ts';
import { measure, median } from './measure.ts';
import type { Rivals } from './rival.ts';
import type { Row } from './row.ts';
import { limitGflops, rowOf } from './row.ts';
import { limitContender } from './simd-limit.ts';
import type { Contender, Work } from './types.ts';

export interface BenchOptions {
  /**
   * Time for all works together, in seconds. A work gets an equal share of what is left when its turn comes; a slow one
   * before it may leave little, but never less than {@link LEAST_SHARE} of all for the rounds.
   */
  readonly seconds: number;
  readonly rivals: Rivals;
  readonly onWork?: (work: Work) => void;
  /** Between rounds; may throw to stop. */
  readonly onRound?: () => void;
}

export interface BenchResult {
  readonly rows: readonly Row[];
  /** Median over the rows of what multiply-adds alone reached. */
  readonly limitGflops: number;
}

const LEAST_SHARE = 0.1;

/**
 * Times works one after the other, and for each its contenders in turns.
 * @throws FailedError when contenders do not do the same.
 */
export async function runBench(
  works: Iterable<Work>,
  count: number,
  options: BenchOptions,
): Promise<BenchResult> {
  const end = performance.now() + options.seconds * 1000;
  const rows: Row[] = [];
  const limits: number[] = [];
  for (const work of works) {
    options.onWork?.(work);
    const share = (end - performance.now()) / 1000 / (count - rows.length);
    const timing = await timeWork(work, share, options);
    rows.push(rowOf(timing));
    limits.push(limitGflops(timing.seconds.limit!));
  }
  return { rows, limitGflops: median(limits) };
}

async function timeWork(work: Work, share: number, { seconds, rivals, onRound }: BenchOptions) {
  const end = performance.now() + share * 1000;
  const contenders: Record<string, Contender> = {
    uncompiled: work.open('uncompiled'),
    compiled: work.open('compiled'),
  };
  try {
    contenders.tfjs = await rivals.tfjs.open(work);
    if (rivals.torch) contenders.torch = await rivals.torch.open(work);
    await requireAgreement(work, contenders);
    contenders.limit = limitContender();
    const left = Math.max((end - performance.now()) / 1000, LEAST_SHARE * seconds);
    return { work, ...(await measure(contenders, { seconds: left, onRound })) };
  } finally {
    for (const contender of Object.values(contenders)) contender.close();
  }
}
