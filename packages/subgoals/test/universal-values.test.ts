// Rules U1–U4 of ../SPEC.md.
import { item, key, mean, normal, square, start, sub, tensor, values } from '@saccade/math';
import type { Scalar, Tensor1D, Tensor2D } from '@saccade/math';
import { checkGrads, tensorsLeft } from '@saccade/math/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  bootstrapTargets,
  factorValues,
  goalFactors,
  initFactors,
  initOneNet,
  initStreams,
  oneNetValues,
  stateFactors,
  streamValues,
  tableError,
} from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const sizes = { features: 3, actions: 2, hidden: 5, factors: 4 };
const rowsOf = (x: Tensor2D): number[][] => {
  const [all, width] = [[...values(x)], x.shape[1]];
  return Array.from({ length: x.shape[0] }, (_, i) => all.slice(i * width, (i + 1) * width));
};
const states = (): Tensor2D => normal<Tensor2D>(key(1), [6, 3]);
const goals = (): Tensor2D => normal<Tensor2D>(key(2), [5, 3]);

test('U1 values of streams are products of what φ says of a state and its actions, and ψ of φ’s account of a goal', () => {
  const params = initStreams(sizes, key(3));
  const [x, g] = [states(), goals()];
  const rows = rowsOf(stateFactors(params, x));
  // Two actions and the place itself, for each of five goals.
  const places = rowsOf(stateFactors(params, g)).filter((_, i) => i % 3 === 2);
  const columns = rowsOf(goalFactors(params, tensor(places)));
  expect([rows.length, rows[0].length, columns.length, columns[0].length]).toEqual([18, 4, 5, 4]);
  const table = rowsOf(streamValues(params, x, g));
  for (const [i, row] of rows.entries())
    for (const [j, column] of columns.entries())
      expect(table[i][j]).toBeCloseTo(
        row.reduce((total, value, n) => total + value * column[n], 0),
        6,
      );
  expect(tensorsLeft(() => streamValues(params, x, g))).toBe(1);
  expect(tensorsLeft(() => stateFactors(params, x))).toBe(1);
});

test('U1 one net sees each state and goal side by side, whatever stands in the other rows', () => {
  const params = initOneNet(sizes, key(4));
  const [x, g] = [normal<Tensor2D>(key(5), [5, 3]), goals()];
  const all = rowsOf(oneNetValues(params, x, g));
  expect([all.length, all[0].length]).toEqual([5, 3]);
  const [first, second] = [rowsOf(x)[2], rowsOf(g)[2]];
  const alone = rowsOf(oneNetValues(params, tensor([first]), tensor([second])))[0];
  alone.forEach((value, i) => expect(value).toBeCloseTo(all[2][i], 6));
  expect(tensorsLeft(() => oneNetValues(params, x, g))).toBe(1);
});

test('U2 the error of a table counts what is known, and nothing else; gradients are right', () => {
  const said = tensor<Tensor2D>([1, 2, 3, 4], [2, 2]);
  const table = tensor<Tensor2D>([1, 0, 0, 100], [2, 2]);
  const known = tensor<Tensor2D>([1, 1, 1, 0], [2, 2]);
  expect(item(tableError(said, table, known))).toBeCloseTo((4 + 9) / 3, 6);
  expect(() => tableError(said, table, tensor<Tensor2D>([1, 1], [2, 1]))).toThrow(
    'tableError: known must be',
  );
  const wanted = normal<Tensor2D>(key(6), [18, 5]);
  const some = tensor<Tensor2D>(
    Float32Array.from({ length: 90 }, (_, i) => i % 3 && 1),
    [18, 5],
  );
  const [x, g] = [states(), goals()];
  checkGrads((params) => tableError(streamValues(params, x, g), wanted, some), initStreams(sizes, key(7)));
  checkGrads((factors) => tableError(factorValues(factors), wanted, some), initFactors([18, 5], 4, key(8)));
  checkGrads(
    (params) => mean(square(sub(oneNetValues(params, g, g), 1))) as Scalar,
    initOneNet(sizes, key(9)),
  );
});

/** Two states, two actions, two goals, of which the second is state 1; the third row of values of a state is its own. */
test('U3 targets are the reward, or what the best action at the next state is worth, in 0..1; the end is worth nothing', () => {
  const said = tensor<Tensor2D>([0.1, 0.2, 0.3, 0.4, 9, 9, 0.5, 0.6, 0.7, -0.8, 9, 9], [6, 2]);
  const world = {
    next: tensor<Tensor1D>(Int32Array.of(1, 2, 0, 0, 1, 1), [6], 'int32'),
    arrives: tensor<Tensor2D>([0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1], [6, 2]),
    ...{ actions: 2, discount: 0.5 },
  };
  const expected = [0.35, 1, 0, 0, 0.15, 0.2, 0.15, 0.2, 0.35, 1, 0.35, 1];
  [...values(bootstrapTargets(said, world))].forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
  const far = tensor<Tensor2D>([7, -7, 3, -3, 0, 0, 5, -5, 4, -4, 0, 0], [6, 2]);
  const bounded = [0.5, 1, 0, 0, 0.5, 0, 0.5, 0, 0.5, 1, 0.5, 1];
  [...values(bootstrapTargets(far, world))].forEach((value, i) => expect(value).toBeCloseTo(bounded[i], 6));
  expect(tensorsLeft(() => bootstrapTargets(said, world))).toBe(1);
  // Nothing flows back through targets.
  checkGrads((x: Tensor2D) => {
    const fixed = bootstrapTargets(said, world);
    return mean(square(sub(x, fixed))) as Scalar;
  }, said);
});

test('U4 the key says what nets and factors begin with', () => {
  const flat = (seed: number) => {
    const { state, goal } = initStreams(sizes, key(seed));
    const { rows, columns } = initFactors([3, 2], 4, key(seed));
    const tensors = [...state.layers, ...goal.layers].map(({ w }) => w);
    return [...tensors, rows, columns].flatMap((x) => [...values(x)]);
  };
  expect(flat(1)).toEqual(flat(1));
  expect(flat(1)).not.toEqual(flat(2));
});
