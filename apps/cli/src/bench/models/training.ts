import type { Compiled, OptimiserState, Tensor } from '@saccade/math';
import { compile, disposeTree, item, sgd, tensor, tidy, valueAndGrad } from '@saccade/math';
import type { Contender, Mode, NamedArray, NamedArrays } from '../types.ts';

/** Parameters by name. */
type Params = Readonly<Record<string, Tensor>>;

interface State<P> {
  readonly params: P;
  readonly optimiser: OptimiserState;
}

/** What is trained, and on what. */
export interface Training<P extends Params> {
  /** A scalar of parameters and data, in plain tensor code. */
  readonly loss: (params: P, ...data: Tensor[]) => Tensor;
  readonly params: NamedArrays & Readonly<Record<keyof P, NamedArray>>;
  readonly data: readonly NamedArray[];
}

const OPTIMISER = sgd({ learningRate: 0.1 });

/**
 * Training steps: forward, backward, an update by gradient descent, and the loss read as a number. The state is donated.
 * Every request starts from the same parameters: gradients that fade as a net learns would end as denormal numbers, which
 * processors add more slowly.
 */
export function trainingContender<P extends Params>(training: Training<P>, mode: Mode): Contender {
  const step = stepOf(training.loss, mode);
  const data = training.data.map(toTensor);
  let state = begin<P>(training.params);
  const restart = () => {
    disposeTree(state);
    state = begin(training.params);
  };
  const call = (): number => {
    const next = step(state, data);
    state = next.state;
    const loss = item(next.loss);
    next.loss.dispose();
    return loss;
  };
  return {
    first(calls) {
      restart();
      return Array.from({ length: calls }, call);
    },
    time(calls, untimed) {
      restart();
      for (let i = 0; i < untimed; i++) call();
      const begin = performance.now();
      for (let i = 0; i < calls; i++) call();
      return (performance.now() - begin) / 1000;
    },
    close() {
      disposeTree([state, data]);
      if ('dispose' in step) step.dispose();
    },
  };
}

type Step<P> = (
  state: State<P>,
  data: readonly Tensor[],
) => { readonly state: State<P>; readonly loss: Tensor };

function stepOf<P>(
  loss: (params: P, ...data: Tensor[]) => Tensor,
  mode: Mode,
): Step<P> | Compiled<Parameters<Step<P>>, ReturnType<Step<P>>> {
  const step: Step<P> = ({ params, optimiser }, data) => {
    const { value, grads } = valueAndGrad(loss)(params, ...data);
    const next = OPTIMISER.update(grads, optimiser, params);
    return { state: { params: next.params, optimiser: next.state }, loss: value };
  };
  if (mode === 'compiled') return compile(step, { donate: [0] });
  return (state, data) => {
    const result = tidy(() => step(state, data));
    disposeTree(state);
    return result;
  };
}

function begin<P>(arrays: NamedArrays): State<P> {
  const params = Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [name, toTensor(array)]),
  ) as P;
  return { params, optimiser: OPTIMISER.init(params) };
}

function toTensor({ data, shape }: NamedArray): Tensor {
  return tensor(data, shape);
}
