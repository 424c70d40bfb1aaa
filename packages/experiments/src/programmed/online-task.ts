// What the experiments with a slow and a fast net that learn on line do differently.
import type { ProgrammedOptions } from '@saccade/fast-weights';
import type { Key } from '@saccade/math';

/** Some steps of a stream. `T` steps, `I` inputs of both nets, `V` outputs. */
export interface OnlineSteps {
  /** Of the slow net, then of the fast net, `[T·I]`. */
  readonly xs: Float32Array;
  /** `[T·V]` */
  readonly targets: Float32Array;
  /** 1 where an answer is asked for: the other steps have no error, `[T]`. */
  readonly asked: Float32Array;
}

/** A stream without an end: what it brings depends on its key alone. */
export interface OnlineStream {
  take(count: number): OnlineSteps;
}

/** A task, and the sizes of the nets that the paper has for it. */
export interface OnlineTask {
  /** Of the experiment. */
  readonly name: string;
  readonly sizes: Pick<ProgrammedOptions, 'slowInputs' | 'fastInputs' | 'outputs' | 'form'>;
  /** @param key - consumed. */
  stream(key: Key): OnlineStream;
  /** Of the inputs that are drawn, in the order of `xs`; those that are left out are not drawn. */
  readonly inputNames: readonly string[];
  /** Of the outputs that are drawn. */
  readonly outputNames: readonly string[];
  /** Of the fast weights, `[V·K]`. */
  readonly weightNames: readonly string[];
}
