import { runtimeInfo } from '@saccade/math';
import { saccadeVersion, sourceCommit } from '../version.ts';

/** With what a run was made. Stands in `environment.json`. */
export interface RunEnvironment {
  readonly saccade: string;
  /** The source's commit, with `+changes` when files differed from it; absent outside of git. */
  readonly commit?: string;
  readonly node: string;
  readonly tfjs: string;
  readonly backend: string;
  readonly simd: boolean;
  /** Operating system and processor, `linux x64`. */
  readonly platform: string;
  /** The command line that makes the same run again. */
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

/** The environment of a run that starts now; `start()` of math must have finished. */
export function describeEnvironment(command: string): RunEnvironment {
  const { tfjsVersion, backend, simd } = runtimeInfo();
  return {
    saccade: saccadeVersion(),
    commit: sourceCommit(),
    node: process.versions.node,
    tfjs: tfjsVersion,
    backend,
    simd,
    platform: `${process.platform} ${process.arch}`,
    command,
    startedAt: new Date().toISOString(),
  };
}
