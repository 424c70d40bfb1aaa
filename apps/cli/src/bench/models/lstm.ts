// Training of an LSTM of @saccade/lstm, and the same net running step by step.
import { lstmCell, stream, unroll } from '@saccade/lstm';
import type { LstmParams } from '@saccade/lstm';
import type { Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { disposeTree, key, mean, split, squaredDifference, tensor, tidy, values } from '@saccade/math';
import type { Contender, Mode, NamedArray, NamedArrays, Work } from '../types.ts';
import { callsOf } from './calls.ts';
import { drawNormal, zeroArray } from './draw.ts';
import { trainingContender } from './training.ts';

export interface LstmSizes {
  /** `B` */
  readonly batch: number;
  /** `I` */
  readonly inputs: number;
  /** `H` */
  readonly hidden: number;
  /** `T` */
  readonly steps: number;
}

const TARGET = 0.5;
/** Different inputs of a stream, taken in turn. */
const INPUTS = 8;

/** A training step of an LSTM whose last hidden state shall become 0.5. */
export function lstmWork(name: string, sizes: LstmSizes): Work {
  const { batch, inputs, hidden, steps } = sizes;
  const [kWeights, kInputs] = split(key(1997), 2);
  const params = drawParams(kWeights!, inputs, hidden);
  const x = drawNormal(kInputs!, [steps, batch, inputs], 1);
  const cell = lstmCell({ inputs, hidden });
  const loss = (of: LstmParams, xs: Tensor) =>
    mean(squaredDifference(unroll(cell, of, xs as Tensor3D, { expand: true }).state.h, TARGET));
  return {
    name,
    model: 'lstm',
    arrays: { ...params, x },
    multiplyAdds: lstmMultiplyAdds(sizes),
    open: (mode) => trainingContender<Pick<LstmParams, keyof LstmParams>>({ loss, params, data: [x] }, mode),
  };
}

/** A step of time of an LSTM whose weights stay, from an array to an array. */
export function lstmStreamWork(name: string, { inputs, hidden }: Pick<LstmSizes, 'inputs' | 'hidden'>): Work {
  const [kWeights, kInputs] = split(key(2000), 2);
  const params = drawParams(kWeights!, inputs, hidden);
  const xs = drawNormal(kInputs!, [INPUTS, inputs], 1);
  return {
    name,
    model: 'lstm_stream',
    arrays: { ...params, xs },
    multiplyAdds: 4 * hidden * (inputs + hidden),
    open: (mode) => streamContender(params, xs, mode),
  };
}

function drawParams(kWeights: ReturnType<typeof key>, inputs: number, hidden: number) {
  const [kInputs, kHidden] = split(kWeights, 2);
  return {
    wx: drawNormal(kInputs!, [inputs, 4 * hidden], 0.1),
    wh: drawNormal(kHidden!, [hidden, 4 * hidden], 0.1),
    b: zeroArray([4 * hidden]),
  };
}

function streamContender(arrays: NamedArrays, { data, shape }: NamedArray, mode: Mode): Contender {
  const [count, inputs] = shape as [number, number];
  const rows = Array.from({ length: count }, (_, i) => data.slice(i * inputs, (i + 1) * inputs));
  const params = Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [name, tensor(array.data, array.shape)]),
  ) as unknown as LstmParams;
  const run = mode === 'compiled' ? stream(streamCell(params), params, { inputs }) : plainStream(params);
  let next = 0;
  const restart = () => {
    run.reset();
    next = 0;
  };
  const call = () => run.step(rows[next++ % count]!);
  const close = () => {
    run.dispose();
    disposeTree(params);
  };
  return callsOf({ restart, call, close });
}

function streamCell({ wx, wh }: LstmParams) {
  return lstmCell({ inputs: wx.shape[0], hidden: wh.shape[0] });
}

/** What `stream` does, on tensors. */
function plainStream(params: LstmParams) {
  const cell = streamCell(params);
  const begin = () => cell.initialState(params, 1);
  let state = begin();
  const replace = (next: typeof state) => {
    disposeTree(state);
    state = next;
  };
  return {
    step: (x: Float32Array) => {
      replace(tidy(() => cell.step(params, state, tensor<Tensor2D>(x, [1, x.length]))[0]));
      return values<Float32Array>(state.h);
    },
    reset: () => replace(begin()),
    dispose: () => disposeTree(state),
  };
}

/** Per step: the gates forward, the gradient of their weights, and the gradient of h, which alone goes further back. */
function lstmMultiplyAdds({ batch, inputs, hidden, steps }: LstmSizes): number {
  const gates = 4 * hidden;
  return steps * batch * gates * (2 * (inputs + hidden) + hidden);
}
