import { nearestNames } from '@saccade/experiments';
import { start } from '@saccade/math';
import { cpus } from 'node:os';
import { runBench } from '../bench/run-bench.ts';
import { benchTable } from '../bench/table.ts';
import type { Torch } from '../bench/torch.ts';
import { startTorch } from '../bench/torch.ts';
import { makeWork, WORK_NAMES } from '../bench/works.ts';
import { InterruptedError, UsageError } from '../errors.ts';
import { listenForInterrupt } from '../host/interrupt.ts';
import { findPythonWithTorch } from '../host/python.ts';
import { quote } from '../parse.ts';
import { formatNumber } from '../terminal/format.ts';
import type { OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';

/** Flags of `saccade bench`. */
export interface BenchFlags extends OutputOptions {
  readonly only?: readonly string[];
  readonly seconds: number;
}

/** `saccade bench`: compiled tensor code beside the same code as it is written, and beside PyTorch where that is installed. */
export async function bench(flags: BenchFlags): Promise<void> {
  const names = requireWorks(flags.only);
  const output = outputFor(flags);
  const interrupt = listenForInterrupt(() => output.note('stopping after this round …'));
  let torch: Torch | undefined;
  try {
    await start();
    const python = findPythonWithTorch();
    torch = python === undefined ? undefined : await startTorch(python);
    const result = await runBench(works(names), names.length, {
      ...{ seconds: flags.seconds, torch },
      onWork: ({ name }) => output.note(`${name} …`),
      onRound: () => {
        if (interrupt.signal.aborted) throw new InterruptedError('interrupted; nothing is kept');
      },
    });
    const machine = describeMachine(torch);
    output.json({ ...result, machine });
    output.say(...benchTable(result.rows, output.style), '');
    output.say(...facts(result.limitGflops, machine).map(output.style.dim));
  } finally {
    torch?.close();
    interrupt.stopListening();
  }
}

/** One at a time: the numbers of the largest take some megabytes. */
function* works(names: readonly string[]) {
  for (const name of names) yield makeWork(name);
}

function requireWorks(only: readonly string[] | undefined): readonly string[] {
  if (only === undefined) return WORK_NAMES;
  const [first, ...others] = only.filter((name) => !WORK_NAMES.includes(name)).map(unknownWork);
  if (first !== undefined) throw new UsageError(first, others);
  return WORK_NAMES.filter((name) => only.includes(name));
}

function unknownWork(name: string): string {
  const near = nearestNames(name, WORK_NAMES);
  const hint =
    near.length > 0 ? `, did you mean ${near.join(' or ')}?` : `; there are: ${WORK_NAMES.join(', ')}`;
  return `--only: unknown work ${quote(name)}${hint}`;
}

function describeMachine(torch: Torch | undefined) {
  const cpu = cpus()[0]?.model.trim() ?? 'unknown';
  return { node: process.versions.node, cpu, torch: torch?.version ?? null };
}

function facts(limit: number, { node, cpu, torch }: ReturnType<typeof describeMachine>): string[] {
  return [
    'One thread each, contenders in turns, medians. Steps are forward, backward, update; policy-b1 is a forward pass.',
    `Limit: ${formatNumber(Number(limit.toPrecision(3)))} GFLOP/s, SIMD multiply-adds and nothing else.`,
    `Node ${node}, ${torch === null ? 'no PyTorch (Debian: apt-get install python3-torch)' : `PyTorch ${torch}`}, ${cpu}`,
  ];
}
