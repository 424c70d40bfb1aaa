// What makes a checkpoint that of a run: the same bits follow from it only then.
import type { Options } from '@saccade/experiments';
import { canonicalJson } from '@saccade/experiments';
import { createHash } from 'node:crypto';
import { FailedError } from '../errors.ts';
import type { Stamp } from '../runs/checkpoint-file.ts';
import { CHECKPOINT_FORMAT } from '../runs/checkpoint-file.ts';
import type { RunRecord } from '../runs/folder.ts';
import { saccadeVersion } from '../version.ts';
import { trainCommand } from './train-command.ts';

/** A stamp without its moment. */
export type Identity = Omit<Stamp, 'step' | 'seconds' | 'score'>;

/** The identity of a run of this program. `options`: resolved. */
export function identityOf({ experiment, seed }: RunRecord, options: Options): Identity {
  const sha256 = createHash('sha256').update(canonicalJson(options)).digest('hex');
  return {
    ...{ format: CHECKPOINT_FORMAT, saccade: saccadeVersion() },
    ...{ experiment, seed, options: sha256 },
  };
}

/**
 * Refuses a checkpoint that is not one of this run.
 * @param path - of the checkpoint, for the message.
 * @throws {@link FailedError}.
 */
export function checkIdentity(stamp: Stamp, run: Identity, path: string): void {
  const { format, experiment, seed, options } = stamp;
  if (format !== run.format)
    throw new FailedError(`${path} has the format ${format}; this saccade reads ${run.format}`);
  if (experiment !== run.experiment)
    throw new FailedError(
      `${path} is a checkpoint of ${experiment}, but options.json says ${run.experiment}`,
    );
  if (seed !== run.seed)
    throw new FailedError(`${path} is a checkpoint of seed ${seed}, but options.json says ${run.seed}`);
  if (options !== run.options)
    throw new FailedError(`${path} is a checkpoint of other options than those of options.json`);
}

/**
 * Refuses to go on with what another version began: it does not promise the same bits.
 * @throws {@link FailedError} with what can be done instead.
 */
export function checkVersion(version: string, record: RunRecord, folder: string): void {
  if (version === saccadeVersion()) return;
  throw new FailedError(
    `${folder} was begun by saccade ${version}, and ${saccadeVersion()} may train to other bits; ` +
      `saccade eval ${folder} judges what it has, ${trainCommand(record)} begins again`,
  );
}
