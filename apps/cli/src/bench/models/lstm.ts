// Long short-term memory (Hochreiter & Schmidhuber 1997) with forget gates (Gers, Schmidhuber & Cummins 2000).
import type { Tensor } from '@saccade/math';
import {
  add,
  concat,
  key,
  matMul,
  mean,
  mul,
  sigmoid,
  split,
  squaredDifference,
  tanh,
  unstack,
  zeros,
} from '@saccade/math';
import type { Work } from '../types.ts';
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

/** `w [I + H, 4H]`, `b [4H]`; gates packed `[i | f | g | o]` on the last axis. */
type LstmParams = Readonly<Record<'w' | 'b', Tensor>>;

const TARGET = 0.5;

/** A training step of an LSTM whose last hidden state shall become 0.5. */
export function lstmWork(name: string, sizes: LstmSizes): Work {
  const { batch, inputs, hidden, steps } = sizes;
  const [kWeights, kInputs] = split(key(1997), 2);
  const params = {
    w: drawNormal(kWeights!, [inputs + hidden, 4 * hidden], 0.1),
    b: zeroArray([4 * hidden]),
  };
  const x = drawNormal(kInputs!, [steps, batch, inputs], 1);
  return {
    name,
    model: 'lstm',
    arrays: { ...params, x },
    multiplyAdds: lstmMultiplyAdds(sizes),
    open: (mode) => trainingContender<LstmParams>({ loss: lstmLoss, params, data: [x] }, mode),
  };
}

/** Mean squared distance of the last hidden state to the target; `x [T, B, I]`. */
function lstmLoss({ w, b }: LstmParams, x: Tensor): Tensor {
  const state = [x.shape[1]!, b.shape[0]! / 4];
  let [h, c] = [zeros(state), zeros(state)];
  for (const xT of unstack(x)) {
    const [i, f, g, o] = split(add(matMul(concat([xT, h], 1), w), b), 4, 1) as Gates;
    c = add(mul(sigmoid(f), c), mul(sigmoid(i), tanh(g)));
    h = mul(sigmoid(o), tanh(c));
  }
  return mean(squaredDifference(h, TARGET));
}

type Gates = [i: Tensor, f: Tensor, g: Tensor, o: Tensor];

/** Per step: the gates forward, the gradient of their weights, and the gradient of h, which alone goes further back. */
function lstmMultiplyAdds({ batch, inputs, hidden, steps }: LstmSizes): number {
  const gates = 4 * hidden;
  return steps * batch * gates * (2 * (inputs + hidden) + hidden);
}
