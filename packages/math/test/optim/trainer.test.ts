import { expect, test } from 'vitest';
import {
  adam,
  clipByGlobalNorm,
  disposeTree,
  foldIn,
  item,
  key,
  mean,
  normal,
  square,
  sub,
  tensorCount,
  trainer,
  valueAndGrad,
} from '../../src/index.ts';
import type { Key, Optimiser, Scalar, Tensor } from '../../src/index.ts';
import { eachBackend } from '../../src/testing/index.ts';

interface Point {
  readonly at: Tensor;
}

/** Distance from points that are drawn afresh. */
const loss = ({ at }: Point, kDrawn: Key): Scalar =>
  mean(square(sub(at, normal(kDrawn, [5], { mean: 3 })))) as Scalar;

const beginning = (): Point => ({ at: normal(key(1), [5]) });

/** The same, written out with gradient and optimiser. */
function byHand(optimiser: Optimiser, updates: number): { params: Point; losses: number[] } {
  let params = beginning();
  let state = optimiser.init(params);
  const losses = Array.from({ length: updates }, (_, i) => {
    const { value, grads } = valueAndGrad(loss)(params, foldIn(key(2), i));
    const next = optimiser.update(grads, state, params);
    disposeTree([grads, state, params]);
    ({ params, state } = next);
    const before = item(value);
    value.dispose();
    return before;
  });
  disposeTree(state);
  return { params, losses };
}

eachBackend(['wasm', 'cpu'], () => {
  test.each([
    ['adam', adam({ learningRate: 0.1 })],
    ['clipped adam', clipByGlobalNorm(0.1, adam({ learningRate: 0.1 }))],
  ])('L2 updates are gradient and optimiser written out, bit for bit: %s', (_, optimiser) => {
    const before = tensorCount();
    const { begin, update, dispose } = trainer(optimiser, loss);
    let learner = begin(beginning());
    const losses: number[] = [];
    const one = learner.params.at;
    for (let i = 0; i < 20; i++) {
      const next = update(learner, foldIn(key(2), i));
      losses.push(next.loss);
      learner = next.learner;
    }
    const expected = byHand(optimiser, 20);
    expect(losses).toEqual(expected.losses);
    expect(learner.params.at).toEqualTensor(expected.params.at);
    expect(losses[19]).toBeLessThan(losses[0]);
    expect(one.isDisposed).toBe(true);
    disposeTree([learner, expected.params]);
    dispose();
    expect(tensorCount()).toBe(before);
  });

  test('L4 a batch stays the caller’s', () => {
    const { begin, update, dispose } = trainer(
      adam({ learningRate: 0.1 }),
      ({ at }: Point, wanted: { readonly to: Tensor }) => mean(square(sub(at, wanted.to))) as Scalar,
    );
    const wanted = { to: normal(key(3), [5]) };
    const copy = normal(key(3), [5]);
    const { learner } = update(begin(beginning()), wanted);
    expect(wanted.to).toEqualTensor(copy);
    disposeTree([learner, wanted, copy]);
    dispose();
  });
});
