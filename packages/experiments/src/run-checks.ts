// What every run refuses, in the same words.
import type { StoredTensor } from '@saccade/math';
import type { Checkpoint, Run } from './contract/types.ts';

/** @throws Error when there is nothing left to learn. */
export function checkGoesOn(
  name: string,
  { done, step }: Pick<Run, 'done' | 'step'>,
  unit: 'updates' | 'steps' | 'trials' | 'iterations' = 'updates',
): void {
  if (done) throw new Error(`${name}: the run is done, after ${step} ${unit}`);
}

/** @throws RangeError unless there is an episode to judge by. */
export function checkEpisodes(name: string, episodes: number): void {
  if (Number.isInteger(episodes) && episodes >= 1) return;
  throw new RangeError(`${name}: episodes must be a whole number ≥ 1, got ${episodes}`);
}

/**
 * The step of a checkpoint of the experiment.
 * @throws Error when it is of another one, or its step is not in 0..`most`.
 */
export function restoredStep(name: string, most: number, { metadata }: Checkpoint): number {
  if (metadata.run !== name) {
    throw new Error(`${name}: checkpoint must be of this experiment, got ${metadata.run}`);
  }
  const step = /^\d+$/.test(metadata.step) ? Number(metadata.step) : NaN;
  if (step <= most) return step;
  throw new Error(`${name}: checkpoint must have a step in 0..${most}, got ${metadata.step}`);
}

/** What a checkpoint remembers beside tensors, field by field; each refuses a field that is missing or of another kind. */
export function remembered(name: string, metadata: Checkpoint['metadata']) {
  const field = (what: string, kind: string, isOfKind: RegExp): string => {
    if (isOfKind.test(metadata[what])) return metadata[what];
    throw new Error(`${name}: checkpoint must have ${kind} as ${what}, got ${metadata[what]}`);
  };
  return {
    count: (what: string) => Number(field(what, 'a whole number', /^\d+$/)),
    number: (what: string) => Number(field(what, 'a number', /^-?(\d+(\.\d+)?(e[+-]\d+)?|Infinity)$/)),
    flag: (what: string) => field(what, 'true or false', /^(true|false)$/) === 'true',
  };
}

/** @throws Error when a checkpoint has a tensor that is not known. */
export function checkKnown(
  name: string,
  tensors: Checkpoint['tensors'],
  isKnown: (what: string) => boolean,
): void {
  const unknown = Object.keys(tensors).find((what) => !isKnown(what));
  if (unknown !== undefined) throw new Error(`${name}: checkpoint must have no tensor ${unknown}`);
}

/**
 * The numbers of a checkpoint's tensor.
 * @throws Error when it is missing, or of another kind or shape than it was stored with.
 */
export function storedData<D extends StoredTensor['data']>(
  name: string,
  tensors: Checkpoint['tensors'],
  what: string,
  { dtype, shape }: Pick<StoredTensor, 'dtype' | 'shape'>,
): D {
  const found = Object.hasOwn(tensors, what) ? tensors[what] : undefined;
  const [wanted, got] = [{ dtype, shape }, found].map((each) =>
    each ? `${each.dtype} [${each.shape.join(', ')}]` : 'none',
  );
  if (found && got === wanted) return found.data as D;
  throw new Error(`${name}: ${what} must be ${wanted}, got ${got}`);
}
