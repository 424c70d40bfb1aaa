import { nearestNames } from '@saccade/experiments';
import { start } from '@saccade/math';
import { cpus } from 'node:os';
import type { Rival, Rivals } from '../bench/rival.ts';
import { startTfjs, startTorch } from '../bench/rival.ts';
import { runBench } from '../bench/run-bench.ts';
import { benchTable } from '../bench/table.ts';
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

/** `saccade bench`: compiled tensor code beside the same code as it is written, tfjs, and PyTorch where that is installed. */
export async function bench(flags: BenchFlags): Promise<void> {
  const names = requireWorks(flags.only);
  const output = outputFor(flags);
  const interrupt = listenForInterrupt(() => output.note('stopping after this round …'));
  const started: Rival[] = [];
  try {
    await start();
    const rivals = await startRivals(started);
    const result = await runBench(works(names), names.length, {
      ...{ seconds: flags.seconds, rivals },
      onWork: ({ name }) => output.note(`${name} …`),
      onRound: () => {
        if (interrupt.signal.aborted) throw new InterruptedError('interrupted; nothing is kept');
      },
    });
    const machine = describeMachine(rivals);
    output.json({ ...result, machine });
    output.say(...benchTable(result.rows, output.style, output.width), '');
    output.prose(...facts(result.limitGflops, machine).map(output.style.dim));
  } finally {
    for (const rival of started) rival.close();
    interrupt.stopListening();
  }
}

/** Adds each to `started` as soon as it runs, so that it can be ended when another one does not start. */
async function startRivals(started: Rival[]): Promise<Rivals> {
  const tfjs = await startTfjs();
  started.push(tfjs);
  const python = findPythonWithTorch();
  const torch = python === undefined ? undefined : await startTorch(python);
  if (torch) started.push(torch);
  return { tfjs, torch };
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

function describeMachine({ tfjs, torch }: Rivals) {
  const cpu = cpus()[0]?.model.trim() ?? 'unknown';
  return { node: process.versions.node, cpu, tfjs: tfjs.version, torch: torch?.version ?? null };
}

function facts(limit: number, { node, cpu, tfjs, torch }: ReturnType<typeof describeMachine>): string[] {
  return [
    'One thread each, contenders in turns, medians. Steps are forward, backward, update; policy-b1 and lstm-stream-b1-h32 only forward, a step.',
    `Limit: ${formatNumber(Number(limit.toPrecision(3)))} GFLOP/s, SIMD multiply-adds and nothing else.`,
    "Uncompiled: the same code on Saccade's operations. Eager: tfjs's own operations, gradients and kernels (WASM, SIMD).",
    `Node ${node}, tfjs ${tfjs}, ${torch === null ? 'no PyTorch (Debian: apt-get install python3-torch)' : `PyTorch ${torch}`}, ${cpu}`,
  ];
}
