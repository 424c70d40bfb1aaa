// Where the time of a program goes.
import { tidy } from '../engine/memory.ts';
import { saccadeKernels } from '../engine/saccade-kernels.ts';
import { fail } from '../errors.ts';
import { planArena } from './arena.ts';
import { assembleApart } from './assemble.ts';
import type { Part } from './assemble.ts';
import type { Build } from './build.ts';
import { copied } from './copy-tensor.ts';
import { describeKind } from './explain.ts';
import { Program } from './program.ts';
import type { Argument } from './recorder.ts';
import type { Step } from './steps.ts';

/** What steps of one kind took together. */
interface Share {
  readonly runs: number;
  readonly milliseconds: number;
}

/** Runs of the program that are not counted: engines are still compiling. */
const WARM_UP = 3;

/** How to profile. */
export interface ProfileOptions {
  /** A clock in milliseconds, such as `() => performance.now()`. */
  readonly now: () => number;
  /** Runs to average over, ≥ 1. Default: 100. */
  readonly rounds?: number;
}

/**
 * Runs a program step by step on copies of its arguments and lists the kinds of its steps, the dearest first. What calling
 * the kernels one by one costs is measured and taken off.
 */
export function profile(
  { steps, layouts }: Build,
  leaves: readonly Argument[],
  { now, rounds = 100 }: ProfileOptions,
): string {
  if (!Number.isInteger(rounds) || rounds < 1) fail('profile', 'rounds', 'an integer ≥ 1', rounds);
  const kinds = new Map<Part, string>();
  const shares = new Map<string, Share>();
  const program = new Program(assembleApart(steps), planArena(steps), layouts, (part, run) => {
    const kind = kinds.get(part) as string;
    const { runs, milliseconds } = shares.get(kind) ?? { runs: 0, milliseconds: 0 };
    const start = now();
    run();
    shares.set(kind, { runs: runs + 1, milliseconds: milliseconds + now() - start });
  });
  nameParts(program.assembly.parts, steps, kinds);
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round === 0) shares.clear();
    tidy(() => void program.run(leaves.map(copied)));
  }
  program.dispose();
  return table(shares, rounds, emptyCall(now));
}

/** Parts come in the order of the steps, one for each. */
function nameParts(parts: readonly Part[], steps: readonly Step[], kinds: Map<Part, string>): void {
  parts.forEach((part, i) => {
    const step = steps[i];
    if (part.kind === 'loop' && step.kind === 'loop') nameParts(part.parts, step.body, kinds);
    else kinds.set(part, describeKind(step));
  });
}

function table(shares: ReadonlyMap<string, Share>, rounds: number, overhead: number): string {
  const rows = [...shares].map(([kind, { runs, milliseconds }]) => ({
    kind,
    runs: runs / rounds,
    microseconds: Math.max(0, (1000 * (milliseconds - runs * overhead)) / rounds),
  }));
  const total = rows.reduce((sum, { microseconds }) => sum + microseconds, 0);
  const lines = rows
    .sort((a, b) => b.microseconds - a.microseconds)
    .map(({ kind, runs, microseconds }) => {
      const share = total === 0 ? 0 : (100 * microseconds) / total;
      return `${cell(share, 1)} %${cell(microseconds, 1)} µs${cell(runs, 0)} × ${cell(microseconds / runs, 2)} µs  ${kind}`;
    });
  return [`${total.toFixed(1)} µs in ${rows.reduce((sum, { runs }) => sum + runs, 0)} steps`, ...lines].join(
    '\n',
  );
}

function cell(value: number, digits: number): string {
  return value.toFixed(digits).padStart(8);
}

/** Milliseconds that a step takes in which nothing is done. */
function emptyCall(now: () => number): number {
  const kernels = saccadeKernels();
  const calls = 10_000;
  let total = 0;
  for (let i = 0; i < calls; i++) {
    const start = now();
    kernels.run(0, 0);
    total += now() - start;
  }
  return total / calls;
}
