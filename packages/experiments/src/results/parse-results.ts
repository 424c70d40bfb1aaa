import { InputError } from '../contract/input-error.ts';
import { PRESETS } from '../contract/types.ts';
import type { CommittedResults } from './committed.ts';

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => Number.isFinite(value);
const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFilledList = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

const RESULTS: Fields = { experiment: isText, settings: isFilledList };
const SETTING: Fields = {
  ...{ preset: (value) => PRESETS.some((name) => name === value), overrides: isRecord, options: isRecord },
  ...{ command: isText, commit: isText, node: isText, saccade: isText, fingerprint: isText },
  runs: isFilledList,
};
const RUN: Fields = {
  ...{ seed: isNumber, steps: isNumber, wallSeconds: isNumber, weightsSha256: isText },
  metrics: (value) => isRecord(value) && Object.values(value as object).every(isNumber),
};

/**
 * Reads committed results from JSON.
 * @throws {@link InputError} naming the field that is missing or wrong.
 */
export function parseResults(text: string): CommittedResults {
  const results = parseJson(text) as CommittedResults;
  check('', results, RESULTS);
  for (const [i, setting] of results.settings.entries()) {
    check(`settings[${i}].`, setting, SETTING);
    for (const [j, run] of setting.runs.entries()) check(`settings[${i}].runs[${j}].`, run, RUN);
  }
  return results;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(['results must be JSON']);
  }
}

function check(place: string, value: unknown, fields: Fields): void {
  const wrong = Object.keys(fields).find(
    (name) => !isRecord(value) || !fields[name]((value as Record<string, unknown>)[name]),
  );
  if (wrong !== undefined) throw new InputError([`results: ${place}${wrong} is missing or wrong`]);
}
