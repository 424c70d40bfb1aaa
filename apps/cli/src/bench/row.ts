import { LIMIT_FLOPS } from './simd-limit.ts';
import type { Work } from './types.ts';

/** Median times of one work, in seconds of a call; `limit` is the loop of {@link LIMIT_FLOPS}. */
export interface Timing {
  readonly work: Work;
  readonly seconds: Readonly<Record<string, number>>;
  readonly rounds: number;
}

/** A row of the table as `--json` prints it; null where there is no PyTorch. */
export interface Row {
  readonly name: string;
  readonly compiledMs: number;
  /** The same code on our own operations, as it is written. */
  readonly uncompiledMs: number;
  /** tfjs's own operations, gradients and kernels. */
  readonly eagerMs: number;
  readonly torchMs: number | null;
  /** How many times as fast compiled is. */
  readonly vsUncompiled: number;
  readonly vsEager: number;
  readonly vsTorch: number | null;
  /** Of the compiled one; two operations for each of the work's multiply-adds. */
  readonly gflops: number;
  /** `gflops` divided by what a loop of nothing but multiply-adds reached in the same rounds. */
  readonly shareOfLimit: number;
  /** Turns of each contender; one whose calls take seconds has had three. */
  readonly rounds: number;
}

/** What a timing means. */
export function rowOf({ work, seconds, rounds }: Timing): Row {
  const { compiled, uncompiled, tfjs, torch, limit } = seconds as Record<Timed, number> & { torch?: number };
  const gflops = (2 * work.multiplyAdds) / compiled / 1e9;
  return {
    name: work.name,
    compiledMs: compiled * 1000,
    uncompiledMs: uncompiled * 1000,
    eagerMs: tfjs * 1000,
    torchMs: torch === undefined ? null : torch * 1000,
    vsUncompiled: uncompiled / compiled,
    vsEager: tfjs / compiled,
    vsTorch: torch === undefined ? null : torch / compiled,
    gflops,
    shareOfLimit: gflops / limitGflops(limit),
    rounds,
  };
}

type Timed = 'compiled' | 'uncompiled' | 'tfjs' | 'limit';

/** The rate of the loop. */
export function limitGflops(seconds: number): number {
  return LIMIT_FLOPS / seconds / 1e9;
}
