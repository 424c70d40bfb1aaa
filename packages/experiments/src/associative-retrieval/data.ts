import { foldIn, tensor, uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { retrievalStrings } from '@saccade/tasks';
import type { RetrievalStrings } from '@saccade/tasks';
import type { AssociativeRetrievalOptions } from './options.ts';
import type { Strings } from './model.ts';

/** Strings to learn from, in a new order for each epoch. */
export interface TrainingSet {
  /** Batches in an epoch; what is left over waits for another order. */
  readonly batches: number;
  /** Batch of an update, counted from 0 over all epochs. The caller disposes it. */
  batch(update: number): Strings;
}

/** @param key - consumed. */
export function trainingSet({ examples, pairs, batch }: AssociativeRetrievalOptions, key: Key): TrainingSet {
  const strings = retrievalStrings(foldIn(key, 0), examples, pairs);
  const size = Math.min(batch, examples);
  const batches = Math.floor(examples / size);
  let epoch = -1;
  let order = new Int32Array(0);
  return {
    batches,
    batch: (update) => {
      const current = Math.floor(update / batches);
      if (current !== epoch) {
        epoch = current;
        order = shuffled(examples, foldIn(key, 1 + current));
      }
      const from = (update % batches) * size;
      return asTensors(strings, order.subarray(from, from + size));
    },
  };
}

/** Strings of these numbers as tensors, time first. The caller disposes them. */
export function asTensors({ symbols, answers, length }: RetrievalStrings, numbers: Int32Array): Strings {
  const size = numbers.length;
  const inTime = new Int32Array(length * size);
  numbers.forEach((number, b) => {
    for (let t = 0; t < length; t++) inTime[t * size + b] = symbols[number * length + t];
  });
  return {
    symbols: tensor(inTime, [length, size], 'int32'),
    answers: tensor(numbers.map((number) => answers[number]), [size], 'int32'), // prettier-ignore
  };
}

/** 0..count−1 in a random order (Fisher & Yates 1938); the key is consumed. */
function shuffled(count: number, key: Key): Int32Array<ArrayBuffer> {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const random = uniformValues(key, count);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random[i] * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
