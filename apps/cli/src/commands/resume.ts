import { savedExperiment } from '../experiments.ts';
import { openRunFolder, runPaths } from '../runs/folder.ts';
import { readResult } from '../runs/result.ts';
import type { OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { atTerminal } from '../training/at-terminal.ts';
import { resumeRun } from '../training/resume-run.ts';
import type { Saving } from '../training/saving.ts';
import { sayResult } from '../training/say-result.ts';

/** `saccade resume <run>`: goes on with a training that was stopped; of a finished one it prints the result. */
export async function resume(folder: string, flags: OutputOptions & Saving): Promise<void> {
  const output = outputFor(flags);
  const { record } = openRunFolder(folder);
  if (readResult(runPaths(folder).result)) output.note(`${folder} has finished; nothing is left to train`);
  const result = await atTerminal(output, (host) => resumeRun(folder, host, flags));
  sayResult(output, savedExperiment(record), record, result);
}
