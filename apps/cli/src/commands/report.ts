import { runKeys } from '@saccade/experiments';
import { FailedError } from '../errors.ts';
import { requireExperiment } from '../experiments.ts';
import { openFile } from '../host/programs.ts';
import { writeAtomic } from '../runs/atomic-write.ts';
import { acquireLock } from '../runs/lock.ts';
import { readResult } from '../runs/result.ts';
import { isSweepFolder, readSpec } from '../sweep/folder.ts';
import { readSweepResult } from '../sweep/results.ts';
import { writeSweepReport } from '../sweep/sweep-report.ts';
import type { Output, OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { runReport } from '../training/run-report.ts';
import { loadRun } from '../training/saved-run.ts';

/** Flags of `saccade report`. */
export interface ReportFlags extends OutputOptions {
  readonly open?: boolean;
}

/** `saccade report <run>`: writes the HTML report again from what stands in the folder of a run or sweep. */
export async function report(folder: string, flags: ReportFlags): Promise<void> {
  const output = outputFor(flags);
  const path = isSweepFolder(folder) ? rewriteSweepReport(folder) : await rewriteReport(folder, output);
  output.json({ report: path });
  output.answer(path);
  if (flags.open && !(await openFile(path)))
    throw new FailedError(`no program to show ${path} with; open it in a browser`);
}

async function rewriteReport(folder: string, output: Output): Promise<string> {
  const saved = await loadRun(folder, { note: output.note });
  const { record, paths, run } = saved;
  try {
    const lock = acquireLock(folder);
    try {
      const drawings = run.draw(runKeys(record.seed).drawing);
      writeAtomic(paths.report, runReport(saved, drawings, readResult(paths.result)));
    } finally {
      lock.release();
    }
  } finally {
    run.dispose();
  }
  return paths.report;
}

function rewriteSweepReport(folder: string): string {
  const spec = readSpec(folder);
  const experiment = requireExperiment(spec.experiment);
  const lock = acquireLock(folder);
  try {
    return writeSweepReport(spec, experiment, readSweepResult(folder, spec, experiment));
  } finally {
    lock.release();
  }
}
