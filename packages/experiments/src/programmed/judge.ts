import type { ProgrammedParams } from '@saccade/fast-weights';
import { compile, foldIn, tensor, tidy, unroll, values } from '@saccade/math';
import type { Compiled, Key, Tensor3D } from '@saccade/math';
import type { OnlineStream, OnlineTask } from './online-task.ts';
import { RUN_LENGTH, TOLERANCE } from './options.ts';
import type { ProgrammedCell } from './real-time-learning.ts';

/** Steps of a fresh stream before it is judged: its first answers may be about what nobody has shown. */
const WARM_UP = 50;
const STEPS = WARM_UP + RUN_LENGTH;
/** Streams side by side, at most. */
const CHUNK = 100;

/** The outputs of nets that do not learn any more, `[T·B·V]`. */
export type Watch = Compiled<[ProgrammedParams, Tensor3D], Tensor3D>;

export function watcher(cell: ProgrammedCell): Watch {
  return compile((params: ProgrammedParams, xs: Tensor3D) => unroll(cell, params, xs).outputs);
}

/**
 * Share of fresh streams on which nets whose slow weights stay make no error in 100 steps, after 50 that do not count.
 * @param key - consumed; stream `i` depends on it and `i` alone.
 */
export function errorFreeShare(
  task: OnlineTask,
  watch: Watch,
  params: ProgrammedParams,
  key: Key,
  episodes: number,
): number {
  let free = 0;
  for (let first = 0; first < episodes; first += CHUNK) {
    const streams = Array.from({ length: Math.min(CHUNK, episodes - first) }, (_, b) =>
      task.stream(foldIn(key, first + b)),
    );
    free += countErrorFree(watch, params, streams);
  }
  return free / episodes;
}

function countErrorFree(watch: Watch, params: ProgrammedParams, streams: readonly OnlineStream[]): number {
  const batch = streams.length;
  const own = streams.map((stream) => stream.take(STEPS));
  const inputs = own[0].xs.length / STEPS;
  const xs = new Float32Array(STEPS * batch * inputs);
  own.forEach((steps, b) => {
    for (let t = 0; t < STEPS; t++)
      xs.set(steps.xs.subarray(t * inputs, (t + 1) * inputs), (t * batch + b) * inputs);
  });
  const ys = tidy(() => values<Float32Array>(watch(params, tensor<Tensor3D>(xs, [STEPS, batch, inputs]))));
  const outputs = ys.length / (STEPS * batch);
  return own.filter(({ targets, asked }, b) => {
    for (let t = WARM_UP; t < STEPS; t++) {
      const answer = ys.subarray((t * batch + b) * outputs, (t * batch + b + 1) * outputs);
      if (asked[t] === 1 && !isRight(answer, targets.subarray(t * outputs, (t + 1) * outputs))) return false;
    }
    return true;
  }).length;
}

/** Whether no output is farther from its target than the tolerance. */
export function isRight(outputs: Float32Array, targets: Float32Array): boolean {
  return outputs.every((y, i) => Math.abs(y - targets[i]) <= TOLERANCE);
}
