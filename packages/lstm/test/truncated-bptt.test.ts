// Rules T1–T4 of ../SPEC.md.
import {
  adam,
  dispose,
  flattenTree,
  grad,
  key,
  mapTree,
  mean,
  normalValues,
  sgd,
  slice,
  split,
  squaredDifference,
  start,
  sub,
  tensor,
  tensorCount,
  tidy,
  valueAndGrad,
  values,
} from '@saccade/math';
import type { Scalar, Tensor3D } from '@saccade/math';
import { TOLERANCE } from '@saccade/math/testing';
import { beforeAll, expect, test } from 'vitest';
import { lstmCell, sequenceTrainer, unroll } from '../src/index.ts';
import type { LstmParams, LstmState, SequenceLoss } from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const [STEPS, BATCH, INPUTS, HIDDEN] = [8, 2, 1, 6];
const cell = lstmCell({ inputs: INPUTS, hidden: HIDDEN });

interface Piece {
  readonly xs: Tensor3D;
  readonly targets: Tensor3D;
}

const loss: SequenceLoss<LstmParams, LstmState, Piece> = (params, state, { xs, targets }) => {
  const run = unroll(cell, params, xs, { state });
  return [mean(squaredDifference(run.outputs, targets)) as Scalar, run.state];
};

function drawn(seed: number) {
  const [kParams, kInputs, kTargets] = split(key(seed), 3);
  const shaped = (values: Float32Array, width: number): Tensor3D => tensor(values, [STEPS, BATCH, width]);
  return {
    params: cell.init(kParams),
    piece: {
      xs: shaped(normalValues(kInputs, STEPS * BATCH * INPUTS), INPUTS),
      targets: shaped(normalValues(kTargets, STEPS * BATCH * HIDDEN, { sd: 0.3 }), HIDDEN),
    },
  };
}

const part = ({ xs, targets }: Piece, from: number, length: number): Piece => ({
  xs: slice(xs, [from, 0, 0], [length, BATCH, INPUTS]),
  targets: slice(targets, [from, 0, 0], [length, BATCH, HIDDEN]),
});

test('T1 one piece of the whole length is backpropagation through time', () => {
  const { params, piece } = drawn(1);
  const { value, grads } = tidy(() => {
    const whole = (p: LstmParams) => loss(p, cell.initialState(p, BATCH), piece)[0];
    return valueAndGrad(whole)(params);
  });
  const optimiser = sgd({ learningRate: 1 });
  const expected = optimiser.update(grads, optimiser.init(params), params).params;
  const trainer = sequenceTrainer(optimiser, loss);
  const update = trainer.update(trainer.begin(params), cell.initialState(params, BATCH), piece);
  expect(update.loss).toBeCloseTo(value.dataSync()[0], 6);
  flattenTree(update.learner.params).leaves.forEach((leaf, i) =>
    expect(leaf).toBeClose(flattenTree(expected).leaves[i], TOLERANCE.product),
  );
  trainer.dispose();
});

/** The same numbers in tensors of their own, as an update disposes what it is given. */
const copied = <P>(tree: P): P => mapTree((leaf) => tensor(values(leaf), leaf.shape), tree);

test('T2 without learning, pieces carry the state of the whole', () => {
  const { params, piece } = drawn(2);
  const still = sgd({ learningRate: 0 });
  const trainer = sequenceTrainer(still, loss);
  const whole = unroll(cell, params, piece.xs);
  const begin = cell.initialState(params, BATCH);
  const first = trainer.update(trainer.begin(copied(params)), begin, part(piece, 0, 4));
  const second = trainer.update(first.learner, first.carried, part(piece, 4, 4));
  expect(second.carried.h).toEqualTensor(whole.state.h);
  expect(second.carried.c).toEqualTensor(whole.state.c);
  trainer.dispose();
});

test('T2 gradients end where a piece begins', () => {
  const { params, piece } = drawn(5);
  const [before, after] = [part(piece, 0, 4), part(piece, 4, 4)];
  const optimiser = sgd({ learningRate: 1 });
  const trainer = sequenceTrainer(optimiser, loss);
  const carried = unroll(cell, params, before.xs).state;
  const { learner } = trainer.update(trainer.begin(copied(params)), copied(carried), after);
  const ended = grad((p: LstmParams) => loss(p, carried, after)[0])(params);
  const through = grad((p: LstmParams) => loss(p, unroll(cell, p, before.xs).state, after)[0])(params);
  expect(learner.params.wh).toBeClose(sub(params.wh, ended.wh), TOLERANCE.product);
  expect(learner.params.wh).not.toBeClose(sub(params.wh, through.wh), TOLERANCE.gradient);
  trainer.dispose();
});

test('T3 training on pieces lowers the loss, and depends on the key alone', () => {
  const train = (seed: number): number[] => {
    const optimiser = adam({ learningRate: 0.03 });
    const trainer = sequenceTrainer(optimiser, loss);
    const { params, piece } = drawn(seed);
    let [learner, carried] = [trainer.begin(params), cell.initialState(params, BATCH)];
    const losses = Array.from({ length: 120 }, (_, i) => {
      const update = tidy(() => trainer.update(learner, carried, part(piece, 4 * (i % 2), 4)));
      [learner, carried] = [update.learner, update.carried];
      return update.loss;
    });
    trainer.dispose();
    dispose([learner, carried, piece]);
    return losses;
  };
  const losses = train(3);
  const meanOf = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  expect(meanOf(losses.slice(-10))).toBeLessThan(0.6 * meanOf(losses.slice(0, 10)));
  expect(train(3)).toEqual(losses);
});

test('T4 an update disposes what it was given and leaves nothing else behind', () => {
  const optimiser = sgd({ learningRate: 0.1 });
  const trainer = sequenceTrainer(optimiser, loss);
  const { params, piece } = drawn(4);
  let [learner, carried] = [trainer.begin(params), cell.initialState(params, BATCH)];
  const counts = Array.from({ length: 4 }, () => {
    ({ learner, carried } = trainer.update(learner, carried, piece));
    return tensorCount();
  });
  expect(new Set(counts).size).toBe(1);
  trainer.dispose();
});
