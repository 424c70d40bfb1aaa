import { tidy, values } from '@saccade/math';
import type { Key } from '@saccade/math';
import type { Drawing } from '../contract/types.ts';
import { heatMap } from '../heat-map.ts';
import { drawBatch } from './batch.ts';
import { answerByWeights } from './model.ts';
import type { RetrievalParams } from './model.ts';
import type { DeltaRetrievalOptions } from './options.ts';

const QUERIES = 20;
/** Columns that a picture has room for. */
const SHOWN = 100;

/** What the fast weights answer to queries about fresh sequences. */
export function drawRetrieval(options: DeltaRetrievalOptions, params: RetrievalParams, key: Key): Drawing[] {
  const { answers, truth } = tidy(() => {
    const batch = drawBatch(options, key, QUERIES, options.keys);
    return {
      answers: values<Float32Array>(answerByWeights(options, params, batch)),
      truth: values<Int32Array>(batch.answers),
    };
  });
  const columns = Math.min(options.keys, SHOWN);
  const rows = Array.from({ length: QUERIES }, (_, b) =>
    Array.from(answers.subarray(b * options.keys, b * options.keys + columns)),
  );
  const marks = Array.from(truth, (value, b): [number, number] => [b, value]).filter(
    ([, at]) => at < columns,
  );
  return [
    {
      title: 'Answers',
      caption:
        `A row is the answer to a query about a fresh sequence, a column one of the ${columns < options.keys ? `first ${columns} ` : ''}values; ` +
        'black is 1. The frame is where the only black square should be.',
      svg: heatMap({ label: `Answers to ${QUERIES} queries`, rows, marks }),
    },
  ];
}
