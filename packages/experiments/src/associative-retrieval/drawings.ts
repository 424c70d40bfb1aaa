import { softmax, tidy, values } from '@saccade/math';
import type { Key } from '@saccade/math';
import { retrievalStrings, spellRetrieval } from '@saccade/tasks';
import type { Drawing } from '../contract/types.ts';
import { heatMap } from '../heat-map.ts';
import { asTensors } from './data.ts';
import type { Reader, ReaderParams } from './model.ts';
import type { AssociativeRetrievalOptions } from './options.ts';

const STRINGS = 16;
const DIGITS = 10;

/** How likely the net thinks each digit is, for fresh strings. */
export function drawReading(
  reader: Reader,
  params: ReaderParams,
  { pairs }: AssociativeRetrievalOptions,
  key: Key,
): Drawing[] {
  const strings = retrievalStrings(key, STRINGS, pairs);
  const numbers = Int32Array.from({ length: STRINGS }, (_, i) => i);
  const shares = tidy(() =>
    values<Float32Array>(softmax(reader.scores(params, asTensors(strings, numbers)))),
  );
  const rows = Array.from(numbers, (i) => Array.from(shares.subarray(i * DIGITS, (i + 1) * DIGITS)));
  const marks = Array.from(strings.answers, (digit, i): [number, number] => [i, digit]);
  const { length, symbols } = strings;
  const first = spellRetrieval(symbols.subarray(0, length));
  return [
    {
      title: 'Answers',
      caption: `A row is a fresh string, the first one ${first}; a column is a digit, black where the net is sure. The frame is the true answer.`,
      svg: heatMap({
        label: `Answers to ${STRINGS} strings`,
        rows,
        marks,
        columns: [...'0123456789'],
      }),
    },
  ];
}
