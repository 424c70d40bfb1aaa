// A checkpoint as a safetensors file: the run's own state, and beside it a stamp that says whose it is.
import type { Checkpoint } from '@saccade/experiments';
import { readSafetensors, writeSafetensors } from '@saccade/math';
import { isSealed, seal, SEAL_PLACE } from './seal.ts';

/** What this program writes; a change of meaning counts it up. */
export const CHECKPOINT_FORMAT = 1;

/** Whose checkpoint it is, and of what moment. */
export interface Stamp {
  readonly format: number;
  /** Version of the program. */
  readonly saccade: string;
  readonly experiment: string;
  readonly seed: number;
  /** SHA-256 of the resolved options. */
  readonly options: string;
  readonly step: number;
  /** Seconds of training so far. */
  readonly seconds: number;
  /** The metric by which the experiment tells good checkpoints from bad, where the latest slice of training has it. */
  readonly score?: number;
}

/** A checkpoint with its stamp. */
export interface StampedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly stamp: Stamp;
}

/** Its name among the metadata of the file; the others are the run's own. */
const STAMP = 'saccade';

/** The bytes of a checkpoint, sealed. */
export function encodeCheckpoint({
  checkpoint: { tensors, metadata },
  stamp,
}: StampedCheckpoint): Uint8Array {
  const bytes = writeSafetensors(tensors, {
    ...metadata,
    [STAMP]: JSON.stringify({ sha256: SEAL_PLACE, ...stamp }),
  });
  seal(bytes);
  return bytes;
}

/**
 * Reads what {@link encodeCheckpoint} made.
 * @throws Error saying in a few words what is wrong with the bytes, whatever they are.
 */
export function decodeCheckpoint(bytes: Uint8Array): StampedCheckpoint {
  const { tensors, metadata = {} } = readSafetensors(bytes);
  const { [STAMP]: text, ...own } = metadata;
  if (text === undefined) throw new Error('it has no stamp: an older version made it, or it is damaged');
  const { sha256, ...stamp } = JSON.parse(text) as Stamp & { readonly sha256: string };
  if (!isSealed(bytes, sha256)) throw new Error('its content does not fit its SHA-256');
  return { checkpoint: { tensors, metadata: own }, stamp };
}
