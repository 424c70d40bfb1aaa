import {
  adam,
  clipByGlobalNorm,
  constantSchedule,
  cosineDecay,
  disposeTree,
  tidy,
  trainer,
  values,
} from '@saccade/math';
import type { Optimiser, Tensor2D } from '@saccade/math';
import type { BatchTask } from '../batches/batch-run.ts';
import { meansInChunks } from '../in-chunks.ts';
import { drawMatrices } from './drawings.ts';
import { asked, booleanLoss, drawBooleanBatch, referentialNet } from './model.ts';
import type { BooleanBatch, ReferentialParams } from './model.ts';
import type { SelfReferentialOptions } from './options.ts';

/** A function of two bits in context, and the matrix that finds it out. */
export function booleanTask(options: SelfReferentialOptions): BatchTask<ReferentialParams, BooleanBatch> {
  const net = referentialNet(options);
  const training = trainer(optimiserOf(options), (params: ReferentialParams, batch: BooleanBatch) =>
    booleanLoss(net, options, params, batch),
  );
  return {
    name: 'self-referential',
    updates: options.updates,
    init: net.init,
    trainer: () => training,
    batch: (key) => drawBooleanBatch(options, key, options.batch),
    evaluate: (params, untrained, key, episodes) =>
      meansInChunks(key, episodes, (kChunk, size) => {
        const batch = drawBooleanBatch(options, kChunk, size);
        const rightOf = (logits: () => Tensor2D): number =>
          tidy(() => shareRight(values(asked(logits(), options)), values(asked(batch.answers, options))));
        const shares = {
          accuracy: rightOf(() => net.logits(params, batch.xs)),
          frozenAccuracy: rightOf(() => net.frozenLogits(params, batch.xs)),
          untrainedAccuracy: rightOf(() => net.logits(untrained, batch.xs)),
        };
        disposeTree(batch);
        return shares;
      }),
    draw: (params, key) => drawMatrices(options, net, params, key),
    dispose: training.dispose,
  };
}

function optimiserOf({ lr, updates, clip }: SelfReferentialOptions): Optimiser {
  const learningRate = lr > 0 ? cosineDecay({ start: lr, steps: updates }) : constantSchedule(lr);
  return clipByGlobalNorm(clip, adam({ learningRate }));
}

function shareRight(logits: ArrayLike<number>, answers: ArrayLike<number>): number {
  let right = 0;
  for (let i = 0; i < answers.length; i++) right += logits[i] > 0 === answers[i] > 0.5 ? 1 : 0;
  return right / answers.length;
}
