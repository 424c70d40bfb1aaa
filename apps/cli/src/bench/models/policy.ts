// A small net that acts: what stands between two steps of an environment.
import type { Tensor } from '@saccade/math';
import {
  add,
  compile,
  disposeTree,
  key,
  matMul,
  split,
  tanh,
  tensor,
  tidy,
  values,
  zeros,
} from '@saccade/math';
import type { Contender, Mode, NamedArray, NamedArrays, Work } from '../types.ts';
import { callsOf } from './calls.ts';
import { drawNormal } from './draw.ts';

export interface PolicySizes {
  readonly inputs: number;
  readonly hidden: number;
  readonly actions: number;
}

/** Different observations, taken in turn. */
const OBSERVATIONS = 8;

/** From an observation, a typed array, to the actions for it, a typed array: one hidden layer of tanh, batch 1. */
export function policyWork(name: string, { inputs, hidden, actions }: PolicySizes): Work {
  const [kHidden, kBias, kOut, kOutBias, kObservations] = split(key(1990), 5);
  const params = {
    w1: drawNormal(kHidden!, [inputs, hidden], 0.3),
    b1: drawNormal(kBias!, [hidden], 0.3),
    w2: drawNormal(kOut!, [hidden, actions], 0.3),
    b2: drawNormal(kOutBias!, [actions], 0.3),
  };
  const observations = drawNormal(kObservations!, [OBSERVATIONS, inputs], 1);
  return {
    name,
    model: 'policy',
    arrays: { ...params, observations },
    multiplyAdds: inputs * hidden + hidden * actions,
    open: (mode) => policyContender(params, observations, mode),
  };
}

function policyContender(params: NamedArrays, observations: NamedArray, mode: Mode): Contender {
  const net = Object.fromEntries(
    Object.entries(params).map(([name, { data, shape }]) => [name, tensor(data, shape)]),
  ) as Net;
  const { act, free } = actor((x) => forward(net, x), observations.shape[1]!, mode);
  const rows = rowsOf(observations);
  let next = 0;
  return callsOf({
    restart: () => void (next = 0),
    call: () => act(rows[next++ % rows.length]!),
    close() {
      disposeTree(net);
      free();
    },
  });
}

type Net = Readonly<Record<'w1' | 'b1' | 'w2' | 'b2', Tensor>>;

function forward({ w1, b1, w2, b2 }: Net, x: Tensor): Tensor {
  return add(matMul(tanh(add(matMul(x, w1), b1)), w2), b2);
}

/** Weights that no longer learn are constants of the program. */
function actor(f: (x: Tensor) => Tensor, inputs: number, mode: Mode) {
  if (mode === 'compiled') {
    const compiled = compile(f);
    const run = tidy(() => compiled.onArrays(zeros([1, inputs])));
    return {
      act: (observation: Float32Array) => run(observation)[0] as Float32Array,
      free: () => compiled.dispose(),
    };
  }
  const act = (observation: Float32Array): Float32Array =>
    tidy(() => values<Float32Array>(f(tensor(observation, [1, inputs]))));
  return { act, free: () => undefined };
}

function rowsOf({ shape, data }: NamedArray): Float32Array[] {
  const [rows, width] = shape as [number, number];
  return Array.from({ length: rows }, (_, i) => data.slice(i * width, (i + 1) * width));
}
