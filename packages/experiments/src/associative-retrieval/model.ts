// A cell that reads a string, and what it says at the end.
import {
  decayedRule,
  deltaRule,
  gatedCell,
  gatedDeltaRule,
  innerLoopCell,
  unitFeatures,
} from '@saccade/fast-weights';
import type { Cell } from '@saccade/fast-weights';
import { lstmCell, unroll } from '@saccade/lstm';
import {
  add,
  argMax,
  cast,
  heNormal,
  lecunNormal,
  logSoftmax,
  matMul,
  mean,
  mul,
  neg,
  notEqual,
  oneHot,
  relu,
  reshape,
  slice,
  split,
  sum,
  zeros,
} from '@saccade/math';
import type { Key, Scalar, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import { RETRIEVAL_SYMBOLS } from '@saccade/tasks';
import type { AssociativeRetrievalOptions } from './options.ts';

const DIGITS = 10;

/** Weights of any of the cells, and of the readout, `U` units; `O` outputs of the cell. */
export interface ReaderParams {
  readonly cell: object;
  /** `[O, U]` */
  readonly w1: Tensor2D;
  /** `[U]` */
  readonly b1: Tensor1D;
  /** `[U, 10]` */
  readonly w2: Tensor2D;
  /** `[10]` */
  readonly b2: Tensor1D;
}

/** Strings, int32. `T` symbols, `B` strings. */
export interface Strings {
  /** `[T, B]` */
  readonly symbols: Tensor2D;
  /** 0..9, `[B]` */
  readonly answers: Tensor1D;
}

/** A net that reads strings. */
export interface Reader {
  /** The caller owns the weights. */
  init(key: Key): ReaderParams;
  /** How much speaks for each digit, `[B, 10]`, before softmax. */
  scores(params: ReaderParams, strings: Strings): Tensor2D;
  /** Cross-entropy of the answers, mean over the strings, `[]`. */
  loss(params: ReaderParams, strings: Strings): Scalar;
  /** How many answers are wrong, `[]`. */
  wrong(params: ReaderParams, strings: Strings): Scalar;
}

export function reader(options: AssociativeRetrievalOptions): Reader {
  const { model, hidden, fastSize, readout } = options;
  const outputs = model === 'gated' ? fastSize : hidden;
  const cell = cellOf(options);
  const scores = ({ cell: weights, w1, b1, w2, b2 }: ReaderParams, { symbols }: Strings): Tensor2D => {
    const xs = oneHot<Tensor3D>(symbols, RETRIEVAL_SYMBOLS);
    const run = unroll(cell, weights, xs, { expand: true });
    const [T, B] = symbols.shape;
    const last = reshape<Tensor2D>(slice(run.outputs, [T - 1], [1]), [B, outputs]);
    return add(matMul(relu(add<Tensor2D>(matMul(last, w1), b1)), w2), b2);
  };
  return {
    init: (key) => {
      const [kCell, kReadout, kAnswer] = split(key, 3);
      return {
        cell: cell.init(kCell),
        w1: heNormal(kReadout, [outputs, readout]) as Tensor2D,
        b1: zeros<Tensor1D>([readout]),
        w2: lecunNormal(kAnswer, [readout, DIGITS]) as Tensor2D,
        b2: zeros<Tensor1D>([DIGITS]),
      };
    },
    scores,
    loss: (params, strings) => {
      const said = mul(logSoftmax(scores(params, strings)), oneHot(strings.answers, DIGITS));
      return neg(mean(sum(said, 1))) as Scalar;
    },
    wrong: (params, strings) =>
      sum(cast(notEqual(argMax(scores(params, strings)), strings.answers), 'float32')) as Scalar,
  };
}

function cellOf(options: AssociativeRetrievalOptions): Cell<object, object> {
  const { model, hidden, innerSteps, decay, fastRate, fastSize, recurrence } = options;
  const sizes = { inputs: RETRIEVAL_SYMBOLS, hidden };
  const inner = { ...sizes, innerSteps, initialRecurrence: recurrence };
  const cells = {
    decayed: () => innerLoopCell({ ...inner, rule: decayedRule({ decay, rate: fastRate }) }),
    delta: () => innerLoopCell({ ...inner, rule: deltaRule, features: unitFeatures }),
    gatedDelta: () => innerLoopCell({ ...inner, rule: gatedDeltaRule, features: unitFeatures }),
    gated: () => gatedCell({ ...sizes, fastSize }),
    lstm: () => lstmCell(sizes),
    control: () => innerLoopCell({ ...inner, rule: 'slow', initialRecurrence: 1 }),
  };
  return cells[model]() as unknown as Cell<object, object>;
}
