// Weights after a few updates of every optimiser, to compare engines bit by bit.
import { orthogonal, values } from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';
import {
  adam,
  adamW,
  clipByGlobalNorm,
  cosineDecay,
  exponentialDecay,
  linearWarmup,
  nadam,
  rmsProp,
  sgd,
} from '../../src/optim/index.ts';
import type { Optimiser } from '../../src/optim/index.ts';
import { foldIn, key, normal } from '../../src/random/index.ts';
import { fingerprint } from '../portable/grid.ts';

const warm = linearWarmup({ steps: 5, then: cosineDecay({ start: 0.1, steps: 20 }) });

const optimisers: Record<string, Optimiser> = {
  sgd: sgd({ learningRate: exponentialDecay({ start: 0.1, rate: 0.9 }), weightDecay: 1e-3 }),
  nesterov: sgd({ learningRate: warm, momentum: 0.9, nesterov: true }),
  rmsProp: rmsProp({ centred: true, momentum: 0.5 }),
  adam: clipByGlobalNorm(3, adam()),
  adamW: adamW({ learningRate: warm }),
  nadam: nadam(),
};

function train(optimiser: Optimiser): number {
  let params: { w: Tensor } = { w: orthogonal(key(1), [7, 5]) };
  let state = optimiser.init(params);
  for (let t = 0; t < 25; t += 1) {
    ({ params, state } = optimiser.update({ w: normal(foldIn(key(2), t), [7, 5]) }, state, params));
  }
  return fingerprint(values(params.w));
}

/** Name → fingerprint of a 7 × 5 matrix after 25 updates, on the backend that runs. */
export function trainedFingerprints(): Record<string, number> {
  return Object.fromEntries(Object.entries(optimisers).map(([name, optimiser]) => [name, train(optimiser)]));
}
