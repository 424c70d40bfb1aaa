import { runtimeInfo } from '@saccade/math';
import { existsSync, readFileSync } from 'node:fs';
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
  /** Each time that it was stopped and went on: after how many steps, and with what. */
  readonly resumed?: readonly Resumption[];
}

/** A moment at which a run went on. */
export interface Resumption extends Pick<RunEnvironment, 'commit' | 'node' | 'platform' | 'startedAt'> {
  readonly step: number;
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

/** Reads `environment.json`; undefined when a run was killed before it was written. */
export function readEnvironment(path: string): RunEnvironment | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RunEnvironment) : undefined;
}

/** The environment of a run that began in one and goes on in another after `step` steps. */
export function resumedEnvironment(begun: RunEnvironment, now: RunEnvironment, step: number): RunEnvironment {
  const { commit, node, platform, startedAt } = now;
  return { ...begun, resumed: [...(begun.resumed ?? []), { step, commit, node, platform, startedAt }] };
}
