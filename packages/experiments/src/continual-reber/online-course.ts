import { disposeTree, foldIn, split } from '@saccade/math';
import type { Key, Tensor, Tree } from '@saccade/math';
import { BEGINNING, TEST } from './course.ts';
import type { Course, CourseParts } from './course.ts';
import type { ReberParams } from './net.ts';
import { onlineTrainer } from './online.ts';

// A slice is over after so many streams, or with the stream that has so many symbols.
const SLICE_STREAMS = 200;
const SLICE_SYMBOLS = 100_000;

/**
 * Training streams, each of them followed by ten test streams: the first ten without an error end it.
 * @param key - consumed; stream `i` and its test depend on it and `i` alone.
 */
export function onlineCourse({ net, reader, options }: CourseParts, key: Key): Course {
  const [kParams, kStreams, kTests] = split(key, 3);
  const trainer = onlineTrainer(net, options);
  let params = net.init(kParams);
  let standing = BEGINNING;
  const learnStream = (): number => {
    const { step } = standing;
    const learned = trainer.learn(params, foldIn(kStreams, step));
    params = learned.params;
    const test = reader.errorFree(params, { key: foldIn(kTests, step), ...TEST }, true);
    standing = {
      step: step + 1,
      symbols: standing.symbols + learned.symbols,
      perfect: test.every((length) => length === TEST.symbols),
    };
    return learned.symbols;
  };
  const isDone = (): boolean => standing.perfect || standing.step >= options.streams;
  return {
    get params() {
      return params;
    },
    get standing() {
      return standing;
    },
    get totalSteps() {
      return standing.perfect ? standing.step : options.streams;
    },
    get done() {
      return isDone();
    },
    advance: () => {
      let [streams, symbols] = [0, 0];
      while (!isDone() && streams < SLICE_STREAMS && symbols < SLICE_SYMBOLS) {
        symbols += learnStream();
        streams++;
      }
      return { streamLength: symbols / streams };
    },
    tensors: () => params as unknown as Tree<Tensor>,
    load: (tensors, at) => {
      disposeTree(params);
      params = tensors as unknown as ReberParams;
      standing = at;
    },
    dispose: () => {
      disposeTree(params);
      trainer.dispose();
    },
  };
}
