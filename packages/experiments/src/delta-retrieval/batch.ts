import { tensor } from '@saccade/math';
import type { Key, Tensor1D, Tensor2D } from '@saccade/math';
import { keyValueSequences } from '@saccade/tasks';
import type { DeltaRetrievalOptions } from './options.ts';

/** `T` steps, `B` sequences; int32. */
export interface RetrievalBatch {
  /** `[T, B]` */
  readonly keys: Tensor2D;
  /** `[T, B]` */
  readonly values: Tensor2D;
  /** `[B]` */
  readonly queries: Tensor1D;
  /** `[B]` */
  readonly answers: Tensor1D;
}

/** T, pairs in a sequence of training. */
export function trainedLength({ keys, setting }: DeltaRetrievalOptions): number {
  return setting === 'replaced' ? 2 * keys : keys;
}

/** Fresh sequences of the setting, of `length` pairs, with a query each. The caller disposes them. */
export function drawBatch(
  { keys, setting }: DeltaRetrievalOptions,
  key: Key,
  batch: number,
  length: number,
): RetrievalBatch {
  const drawn = keyValueSequences(key, batch, { keys, replace: setting === 'replaced', length });
  return {
    keys: tensor(drawn.keys, [length, batch], 'int32'),
    values: tensor(drawn.values, [length, batch], 'int32'),
    queries: tensor(drawn.queries, [batch], 'int32'),
    answers: tensor(drawn.answers, [batch], 'int32'),
  };
}
