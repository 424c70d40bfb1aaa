import type { ProgrammedParams } from '@saccade/fast-weights';
import { disposeTree, split, tidy, unrollStates, values } from '@saccade/math';
import type { Key } from '@saccade/math';
import type { Drawing } from '../contract/types.ts';
import type { ProgrammedCell } from '../programmed/real-time-learning.ts';
import { timeStrips } from '../time-strips.ts';
import { drawDelayBatch } from './delay-task.ts';
import type { UnknownDelayOptions } from './options.ts';

const PICTURES = 3;

/** Single sequences, and the fast weights that hold their bits. The key is consumed. */
export function drawDelays(
  options: UnknownDelayOptions,
  cell: ProgrammedCell,
  params: ProgrammedParams,
  key: Key,
): Drawing[] {
  return split(key, PICTURES).map((kPicture) => {
    const batch = drawDelayBatch(options, [options.testFrom, options.testTo], kPicture, 1);
    const [xs, bits] = [values<Float32Array>(batch.xs), [...values(batch.bits)]];
    const weights = tidy(() => values<Float32Array>(unrollStates(cell, params, batch.xs).states.weights));
    disposeTree(batch);
    const count = options.bits;
    const width = count + 3;
    const asked = Array.from({ length: xs.length / width }, (_, t) => xs[t * width + count + 1]).indexOf(1);
    const row = (all: Float32Array, size: number, i: number): number[] =>
      Array.from({ length: asked + 1 }, (_, t) => all[t * size + i]);
    return {
      title: `${count} bits for ${asked - 1} steps`,
      caption: `The lines show ${bits.join('')} at the first step and other bits ever after. Fast weights after each step are full at 1.`,
      svg: timeStrips({
        label: 'Inputs and fast weights over time',
        groups: [
          bits.map((_, i) => ({ name: `line ${i + 1}`, values: row(xs, width, i) })),
          [
            { name: 'shown', values: row(xs, width, count) },
            { name: 'asked', values: row(xs, width, count + 1) },
          ],
          bits.map((_, i) => ({ name: `weight ${i + 1}`, values: row(weights, count, i) })),
        ],
      }),
    };
  });
}
