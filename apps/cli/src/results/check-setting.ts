import type { Options } from '@saccade/experiments';
import { fingerprint, InputError, resolveOptions } from '@saccade/experiments';
import { readData } from '../host/data.ts';
import type { Committed } from './read-committed.ts';

/**
 * Tells whether an experiment still computes what it did when results of it were committed: resolves the options again,
 * and makes the fingerprint again, which is some seconds of training. It also tells whether options that there were not
 * then leave the numbers alone.
 * @returns what has changed; undefined when the results hold.
 */
export async function checkSetting({ experiment, setting }: Committed): Promise<string | undefined> {
  const { preset, overrides } = setting;
  try {
    const options = resolveOptions(experiment, preset, overrides);
    const changes = changedOptions(setting.options, options);
    if (changes.length > 0) return `its options have changed: ${changes.join('; ')}`;
    const today = await fingerprint(experiment, overrides, readData(experiment.dataSets(options)));
    return today === setting.fingerprint ? undefined : 'it computes other numbers now';
  } catch (error) {
    if (error instanceof InputError) return `its options are refused: ${error.message}`;
    throw error;
  }
}

function changedOptions(then: Options, now: Options): string[] {
  const changed = Object.entries(then).filter(([name, value]) => value !== now[name]);
  return changed.map(([name, value]) => `${name} was ${value}, is ${now[name] ?? 'unknown'}`);
}
