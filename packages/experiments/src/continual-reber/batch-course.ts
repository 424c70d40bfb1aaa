import { disposeTree, split } from '@saccade/math';
import type { Key, Tensor, Tree } from '@saccade/math';
import { batchTrainer } from './batches.ts';
import type { BatchState } from './batches.ts';
import { BEGINNING, TEST } from './course.ts';
import type { Course, CourseParts } from './course.ts';

const SLICE_UPDATES = 50;

/**
 * Updates from batches, as many as the options say; then one test.
 * @param key - consumed.
 */
export function batchCourse({ net, reader, options }: CourseParts, key: Key): Course {
  const [kParams, kStreams, kTest] = split(key, 3);
  const trainer = batchTrainer(net, options, kStreams);
  let state = trainer.begin(net.init(kParams));
  let standing = BEGINNING;
  const isDone = (): boolean => standing.step >= options.updates;
  const isPerfect = (): boolean =>
    reader
      .errorFree(state.learner.params, { key: kTest, ...TEST }, true)
      .every((length) => length === TEST.symbols);
  return {
    get params() {
      return state.learner.params;
    },
    get standing() {
      return standing;
    },
    totalSteps: options.updates,
    get done() {
      return isDone();
    },
    advance: () => {
      const [first, end] = [standing.step, Math.min(standing.step + SLICE_UPDATES, options.updates)];
      let total = 0;
      for (let step = first; step < end; step++) {
        const next = trainer.update(state, step);
        state = next.state;
        total += next.loss;
      }
      standing = { ...standing, step: end, symbols: end * options.batch * options.piece };
      if (isDone()) standing = { ...standing, perfect: isPerfect() };
      return { loss: total / (end - first) };
    },
    tensors: () => state as unknown as Tree<Tensor>,
    load: (tensors, at) => {
      disposeTree(state);
      state = tensors as unknown as BatchState;
      standing = at;
    },
    dispose: () => {
      disposeTree(state);
      trainer.dispose();
    },
  };
}
