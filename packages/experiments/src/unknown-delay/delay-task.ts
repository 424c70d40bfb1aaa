import { programmedCell } from '@saccade/fast-weights';
import type { ProgrammedParams } from '@saccade/fast-weights';
import {
  clipByGlobalNorm,
  concat,
  constantSchedule,
  cosineDecay,
  mean,
  sgd,
  slice,
  square,
  sub,
  sum,
  tensor,
  tidy,
  trainer,
  unroll,
  values,
} from '@saccade/math';
import type { Key, Optimiser, Scalar, Tensor2D, Tensor3D } from '@saccade/math';
import { unknownDelays } from '@saccade/tasks';
import type { BatchTask } from '../batches/batch-run.ts';
import { meansInChunks } from '../in-chunks.ts';
import type { ProgrammedCell } from '../programmed/real-time-learning.ts';
import { drawDelays } from './drawings.ts';
import type { UnknownDelayOptions } from './options.ts';

/** `T` steps, `B` sequences, `N` bits. */
export interface DelayBatch {
  /** Lines, mark of what is shown, question; and the question again, as the input of the fast net. `[T, B, N + 3]` */
  readonly xs: Tensor3D;
  /** `[B, N]` */
  readonly bits: Tensor2D;
}

/** Slow and fast net for a task of so many bits: FROM is one unit, TO is one for each bit. */
function delayCell({ bits, initScale }: UnknownDelayOptions, steepness: number): ProgrammedCell {
  return programmedCell({
    ...{ slowInputs: bits + 2, fastInputs: 1, outputs: bits, form: 'fromto', steepness, initScale },
  });
}

/** Sequences whose delays are in `from..to`; the key is consumed. */
export function drawDelayBatch(
  { bits: count }: Pick<UnknownDelayOptions, 'bits'>,
  [from, to]: readonly [number, number],
  key: Key,
  batch: number,
): DelayBatch {
  const { steps, inputs, bits } = unknownDelays({ bits: count, from, to }, key, batch);
  return tidy(() => {
    const all = tensor<Tensor3D>(inputs, [steps, batch, count + 2]);
    const question = slice<Tensor3D>(all, [0, 0, count + 1], [steps, batch, 1]);
    return { xs: concat<Tensor3D>([all, question], 2), bits: tensor<Tensor2D>(bits, [batch, count]) };
  });
}

/** The answers, `[B, N]`: where it is not asked, the fast net has no input and says 0. */
function answersOf(cell: ProgrammedCell, params: ProgrammedParams, xs: Tensor3D): Tensor2D {
  return sum(unroll(cell, params, xs).outputs, 0) as Tensor2D;
}

/** The task with its two trainers, before and after the logistic function has become steep. */
export function delayTask(options: UnknownDelayOptions): BatchTask<ProgrammedParams, DelayBatch> {
  const { updates, firstUpdates, batch, trainFrom, trainTo, testFrom, testTo } = options;
  const optimiser = optimiserOf(options);
  const [soft, steep] = [options.firstSteepness, options.steepness].map((steepness) => {
    const cell = delayCell(options, steepness);
    return trainer(
      optimiser,
      (params: ProgrammedParams, { xs, bits }: DelayBatch) =>
        mean(square(sub(answersOf(cell, params, xs), bits))) as Scalar,
    );
  });
  const cell = delayCell(options, options.steepness);
  const accuracy = (params: ProgrammedParams, { xs, bits }: DelayBatch) =>
    tidy(() => agreement(values(answersOf(cell, params, xs)), values(bits), options.bits));
  return {
    name: 'fast-unknown-delay',
    updates,
    init: cell.init,
    trainer: (step) => (step < firstUpdates ? soft : steep),
    batch: (key) => drawDelayBatch(options, [trainFrom, trainTo], key, batch),
    evaluate: (params, untrained, key, episodes) =>
      meansInChunks(key, episodes, (kChunk, size) => {
        const fresh = drawDelayBatch(options, [testFrom, testTo], kChunk, size);
        const before = accuracy(untrained, fresh);
        const after = accuracy(params, fresh);
        fresh.xs.dispose();
        fresh.bits.dispose();
        return { ...after, untrainedBitAccuracy: before.bitAccuracy };
      }),
    draw: (params, key) => drawDelays(options, cell, params, key),
    dispose: () => [soft, steep].forEach((each) => each.dispose()),
  };
}

function optimiserOf({ lr, updates, clip }: UnknownDelayOptions): Optimiser {
  const learningRate = lr > 0 ? cosineDecay({ start: lr, steps: updates }) : constantSchedule(lr);
  return clipByGlobalNorm(clip, sgd({ learningRate }));
}

/** Shares of bits, and of sequences with all their bits, on the right side of ½. */
function agreement(answers: ArrayLike<number>, bits: ArrayLike<number>, count: number) {
  let [right, whole] = [0, 0];
  for (let first = 0; first < bits.length; first += count) {
    let own = 0;
    for (let i = first; i < first + count; i++) own += answers[i] > 0.5 === bits[i] > 0.5 ? 1 : 0;
    right += own;
    whole += own === count ? 1 : 0;
  }
  return { bitAccuracy: right / bits.length, sequenceAccuracy: whole / (bits.length / count) };
}
