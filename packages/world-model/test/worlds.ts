// Small worlds for tests.
import { tensor, tidy, uniformValues, values } from '@saccade/math';
import type { Key, Tensor2D } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import type { MlpParams } from '../src/index.ts';
import { predictNext } from '../src/index.ts';

export interface Plain {
  readonly observation: Float32Array;
}

/** A world that does exactly what a model says, so that the gradient through the model is the true one. */
export function worldOf(model: MlpParams, observationSize: number, actionSize: number): Environment<Plain> {
  return {
    observationSize,
    actionSize,
    reset: (kStart, batch) => ({ observation: uniformValues(kStart, batch * observationSize) }),
    observe: (state) => state.observation,
    step: ({ observation }, actions) => ({
      observation: tidy(() => {
        const rows = observation.length / observationSize;
        const x = tensor<Tensor2D>(observation, [rows, observationSize]);
        const action = tensor<Tensor2D>(actions, [rows, actionSize]);
        return values(predictNext(model, x, action)) as Float32Array;
      }),
    }),
  };
}

/** A point on a line, 0..1, that two outputs push to the right and to the left, up to 0.2 a step. */
export const line: Environment<Plain> = {
  observationSize: 1,
  actionSize: 2,
  reset: (kStart: Key, batch: number) => ({ observation: uniformValues(kStart, batch) }),
  observe: (state) => state.observation,
  step: ({ observation }, actions) => ({
    observation: observation.map((x, b) => {
      const moved = x + 0.2 * (actions[2 * b] - actions[2 * b + 1]);
      return Math.min(Math.max(moved, 0), 1);
    }),
  }),
};
