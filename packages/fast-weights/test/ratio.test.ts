// Rule B6 of ../SPEC.md: the claim of Schmidhuber 1993, for which the paper has no experiment. A recurrent net that rewrites
// itself has more variables that change in time than units; so it learns to keep more bits than it has units.
import {
  adam,
  add,
  bernoulliValues,
  clipByGlobalNorm,
  compile,
  foldIn,
  key,
  matMul,
  mean,
  mul,
  neg,
  normal,
  softplus,
  split,
  start,
  tanh,
  tensor,
  tidy,
  valueAndGrad,
  values,
  zeros,
} from '@saccade/math';
import type { Key, Scalar, Tensor2D, Tensor3D } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { selfAddressingCell, unroll } from '../src/index.ts';
import type { Cell } from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const [H, KEYS] = [3, 4];
const INPUTS = KEYS + H;

/** Under each key H bits are shown, then all keys are asked for: `H · KEYS` bits at once. A silent step after each. */
function drawBits(k: Key, batch: number) {
  const bits = bernoulliValues(k, 0.5, batch * KEYS * H);
  const xs = new Float32Array(4 * KEYS * batch * INPUTS);
  const targets = new Float32Array(4 * KEYS * batch * H);
  for (let b = 0; b < batch; b++) {
    for (let n = 0; n < KEYS; n++) {
      const [shown, asked] = [2 * n * batch + b, 2 * (KEYS + n) * batch + b];
      const signs = Array.from(
        bits.subarray((b * KEYS + n) * H, (b * KEYS + n + 1) * H),
        (bit) => 2 * bit - 1,
      );
      xs[shown * INPUTS + n] = xs[asked * INPUTS + n] = 1;
      xs.set(signs.map((sign) => sign / 2), shown * INPUTS + KEYS); // prettier-ignore
      targets.set(signs, asked * H);
    }
  }
  return {
    xs: tensor<Tensor3D>(xs, [4 * KEYS, batch, INPUTS]),
    targets: tensor<Tensor3D>(targets, [4 * KEYS, batch, H]),
  };
}

/** Share of bits that a cell recalls after learning. */
function learnedShare<Params, State>(cell: Cell<Params, State>, seed: number): number {
  const [kParams, kTraining, kTest] = split(key(seed), 3);
  const optimiser = clipByGlobalNorm(1, adam({ learningRate: 0.02 }));
  const params = cell.init(kParams);
  let learner = { params, state: optimiser.init(params) };
  const step = compile(
    (before: typeof learner, xs: Tensor3D, targets: Tensor3D) => {
      const loss = (p: Params): Scalar =>
        mean(softplus(neg(mul(mul(unroll(cell, p, xs).outputs, targets), 4)))) as Scalar;
      const { grads } = valueAndGrad(loss)(before.params);
      return optimiser.update(grads, before.state, before.params);
    },
    { donate: [0] },
  );
  for (let i = 0; i < 900; i++) {
    learner = tidy(() => {
      const { xs, targets } = drawBits(foldIn(kTraining, i), 32);
      return step(learner, xs, targets);
    });
  }
  step.dispose();
  const { xs, targets } = drawBits(kTest, 200);
  const said = values(unroll(cell, learner.params, xs).outputs);
  const asked = [...values(targets)].flatMap((sign, i) => (sign === 0 ? [] : [sign * said[i]]));
  return asked.filter((agreement) => agreement > 0).length / asked.length;
}

/** The same net with weights that stay. */
const plainCell: Cell<{ weights: Tensor2D }, { units: Tensor2D }> = {
  init: (k) => ({ weights: normal<Tensor2D>(k, [INPUTS + H, H], { sd: 0.3 }) }),
  initialState: (_, batch) => ({ units: zeros<Tensor2D>([batch, H]) }),
  step: ({ weights }, { units }, x) =>
    tidy(() => {
      const [fromInputs, fromUnits] = split(weights, [INPUTS, H], 0) as Tensor2D[];
      const after = tanh(add<Tensor2D>(matMul(x, fromInputs), matMul(units, fromUnits)));
      return [{ units: after }, after];
    }),
};

test.each([1, 2])('B6 three units learn to keep twelve bits by rewriting their weights, seed %i', (seed) => {
  const cell = selfAddressingCell({ inputs: INPUTS, units: H, initScale: 0.3 });
  expect(learnedShare(cell, seed)).toBeGreaterThan(0.99);
  expect(learnedShare(plainCell, seed)).toBeLessThan(0.8);
});
