import type { CommittedResults, CommittedSetting } from '@saccade/experiments';
import { InputError, parseResults, withSetting } from '@saccade/experiments';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FailedError } from '../errors.ts';
import { writeJson } from '../runs/atomic-write.ts';

/** Where committed results stand: beside the experiments. */
export function resultsFolder(): string {
  return fileURLToPath(new URL('results', import.meta.resolve('@saccade/experiments/package.json')));
}

/** Names of the experiments that have results in a folder, sorted. */
export function listResults(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.map((name) => name.slice(0, -'.json'.length)).sort();
}

/**
 * The committed results of an experiment, undefined where there are none.
 * @throws {@link FailedError} when the file cannot be understood.
 */
export function readResults(folder: string, experiment: string): CommittedResults | undefined {
  const path = resultsPath(folder, experiment);
  if (!existsSync(path)) return undefined;
  try {
    return parseResults(readFileSync(path, 'utf8'));
  } catch (error) {
    throw error instanceof InputError ? new FailedError(`cannot read ${path}: ${error.message}`) : error;
  }
}

/**
 * Writes a setting's results beside the experiments, in the place of earlier ones of the same setting.
 * @returns the path of the file.
 */
export function commitResults(
  { experiment, ...setting }: CommittedSetting & { readonly experiment: string },
  folder = resultsFolder(),
): string {
  mkdirSync(folder, { recursive: true });
  const path = resultsPath(folder, experiment);
  const earlier = readResults(folder, experiment) ?? { experiment, settings: [] };
  writeJson(path, withSetting(earlier, setting));
  return path;
}

function resultsPath(folder: string, experiment: string): string {
  return join(folder, `${experiment}.json`);
}
