import { FailedError } from '../errors.ts';
import { readMnist } from './mnist.ts';

/** Data sets by the name that experiments ask for them. */
const READERS: Readonly<Record<string, () => Readonly<Record<string, Uint8Array>>>> = { mnist: readMnist };

/** Reads what an experiment needs from disk. */
export function readData(
  names: readonly string[] = [],
): Record<string, Readonly<Record<string, Uint8Array>>> {
  const entries = names.map((name) => {
    const read = READERS[name];
    if (!read) throw new FailedError(`no data set ${name}; there are: ${Object.keys(READERS).join(', ')}`);
    return [name, read()] as const;
  });
  return Object.fromEntries(entries);
}
