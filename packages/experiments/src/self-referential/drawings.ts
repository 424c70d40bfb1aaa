import { disposeTree, sigmoid, tidy, values } from '@saccade/math';
import type { Key } from '@saccade/math';
import { BOOLEAN_FUNCTIONS, booleanSequences } from '@saccade/tasks';
import type { Drawing } from '../contract/types.ts';
import { timeStrips } from '../time-strips.ts';
import { drawBooleanBatch } from './model.ts';
import type { ReferentialNet, ReferentialParams } from './model.ts';
import type { SelfReferentialOptions } from './options.ts';

/** Among so many sequences there is one of each function, almost surely. */
const SEQUENCES = 100;

/** A sequence of each function, and how much the matrix rewrites of itself at each step. The key is consumed. */
export function drawMatrices(
  options: SelfReferentialOptions,
  net: ReferentialNet,
  params: ReferentialParams,
  key: Key,
): Drawing[] {
  const batch = drawBooleanBatch(options, key, SEQUENCES);
  const { inputs, answers, functions, steps } = booleanSequences(options, key, SEQUENCES);
  const { said, changes } = tidy(() => {
    const { logits, states } = net.watch(params, batch.xs);
    return {
      said: values<Float32Array>(sigmoid(logits)),
      changes: changesOf(options, values(params.matrix.weights), values(states.weights)),
    };
  });
  disposeTree(batch);
  const most = Math.max(...changes.flat(2));
  const at = (all: ArrayLike<number>, b: number, width = 1, i = 0): number[] =>
    Array.from({ length: steps }, (_, t) => all[(t * SEQUENCES + b) * width + i]);
  return Object.keys(BOOLEAN_FUNCTIONS).flatMap((name, f) => {
    const b = functions.indexOf(f);
    if (b < 0) return [];
    const signed = (all: number[]): number[] => all.map((value) => 2 * value - 1);
    return {
      title: `Finding out that it is ${name.toUpperCase()}`,
      caption: `${options.examples} examples, then questions. Below, how much of its rows the matrix rewrites at each step. Orange is 1, blue 0.`,
      svg: timeStrips({
        label: 'Inputs, answers and changes of the matrix over time',
        groups: [
          ['first bit', 'second bit', 'shown'].map((title, i) => ({
            name: title,
            values: at(inputs, b, 3, i),
          })),
          [
            { name: 'right', values: signed(at(answers, b)) },
            { name: 'said', values: signed(at(said, b)) },
          ],
          ['outputs', 'queries', 'keys', 'rates'].map((title, block) => ({
            name: `change of ${title}`,
            values: changes.map((step) => step[b][block] / most),
          })),
        ],
      }),
    };
  });
}

/** Root mean square change of each block of rows, by step, sequence and block. */
function changesOf(
  { size, heads }: SelfReferentialOptions,
  first: ArrayLike<number>,
  after: ArrayLike<number>,
): number[][][] {
  const D = size / heads;
  const ends = [D, 2 * D, 3 * D, 3 * D + 4];
  const matrix = ends[3] * D;
  const steps = after.length / (SEQUENCES * heads * matrix);
  const weight = (t: number, b: number, i: number): number =>
    t < 0 ? first[i] : after[(t * SEQUENCES + b) * heads * matrix + i];
  const changeOf = (t: number, b: number, block: number): number => {
    const [from, end] = [block === 0 ? 0 : ends[block - 1], ends[block]].map((row) => row * D);
    let total = 0;
    for (let n = 0; n < heads; n++)
      for (let i = n * matrix + from; i < n * matrix + end; i++) {
        const change = weight(t, b, i) - weight(t - 1, b, i);
        total += change * change;
      }
    return Math.sqrt(total / (heads * (end - from)));
  };
  return Array.from({ length: steps }, (_, t) =>
    Array.from({ length: SEQUENCES }, (_, b) => ends.map((_, block) => changeOf(t, b, block))),
  );
}
