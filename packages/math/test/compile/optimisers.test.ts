import { beforeAll, expect, test } from 'vitest';
import {
  adam,
  adamW,
  compile,
  dispose,
  nadam,
  rmsProp,
  sgd,
  start,
  tensor,
  values,
} from '../../src/index.ts';
import type { Optimiser, Tensor } from '../../src/index.ts';

beforeAll(async () => {
  await start();
});

const falling = (step: number): number => 0.1 / (step + 1);

/** Three updates, compiled or not; what `explain` says if compiled. */
function trained(optimiser: Optimiser, isCompiled: boolean): { numbers: number[]; text: string } {
  const compiled = compile(optimiser.update, { donate: [1, 2] });
  const grads = tensor([0.5, -2, 1]);
  let learner = { params: tensor([1, 2, 3]), state: optimiser.init(tensor([1, 2, 3])) };
  for (let i = 0; i < 3; i++)
    learner = (isCompiled ? compiled : optimiser.update)(grads, learner.state, learner.params) as {
      params: Tensor;
      state: typeof learner.state;
    };
  const text = isCompiled ? compiled.explain() : '';
  const numbers = [...values(learner.params)];
  compiled.dispose();
  dispose(learner);
  return { numbers, text };
}

test.each<[string, Optimiser, number]>([
  ['sgd', sgd({ learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 }), 0],
  ['sgd with a schedule', sgd({ learningRate: falling, momentum: 0.9 }), 1],
  ['rmsProp', rmsProp({ learningRate: 0.1, momentum: 0.5, centred: true }), 0],
  ['adam, whose rate depends on the step', adam({ learningRate: 0.1 }), 1],
  ['adamW', adamW({ learningRate: falling, weightDecay: 0.1 }), 1],
  ['nadam', nadam({ learningRate: 0.1 }), 1],
])(
  '%s has the bits of eager updates, and calls the host for what depends on the step only',
  (_, optimiser, calls) => {
    // prettier-ignore
    const { numbers, text } = trained(optimiser, true);
    expect(numbers).toEqual(trained(optimiser, false).numbers);
    expect(text).toContain(`${calls} calls of the host`);
  },
);
