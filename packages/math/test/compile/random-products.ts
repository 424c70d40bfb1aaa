// What random functions are made of that test the passes on products: shapes are few, so that nearly all fit together.
import { add, concat, matMul, mul, reshape, scan, slice, stack, tanh, transpose } from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';
import { cut, pick, unary } from './random-programs.ts';
import type { Dice, Operation } from './random-programs.ts';

const SIDE = 8;
const SIDES = [SIDE, SIDE, SIDE, 1, 4];

/** A matrix, or a batch of two. */
export function shapeOfFactor(dice: Dice): number[] {
  const sides = [dice.of(SIDES), dice.of(SIDES)];
  return dice.below(3) === 0 ? [2, ...sides] : sides;
}

const matrices = (pool: readonly Tensor[]): readonly Tensor[] => pool.filter(({ rank }) => rank >= 2);

const factor = (pool: readonly Tensor[], dice: Dice): Tensor | undefined => {
  const found = matrices(pool);
  return found.length === 0 ? undefined : pick(found, dice);
};

const product: Operation = (pool, dice) => {
  const a = factor(pool, dice);
  if (a === undefined) return undefined;
  const [transposeA, transposeB] = [dice.below(3) === 0, dice.below(3) === 0];
  const k = a.shape.at(transposeA ? -2 : -1);
  const fitting = matrices(pool).filter(
    (b) =>
      b.shape.at(transposeB ? -1 : -2) === k &&
      (b.rank === 2 || b.shape.slice(0, -2).join() === a.shape.slice(0, -2).join()),
  );
  return fitting.length === 0 ? undefined : matMul(a, dice.of(fitting), { transposeA, transposeB });
};

const hasShape = (shape: readonly number[]) => (x: Tensor) => String(x.shape) === String(shape);

/** A product added to what has its shape. */
const sumOfProducts: Operation = (pool, dice, k) => {
  const made = product(pool, dice, k);
  if (made === undefined) return undefined;
  const fitting = pool.filter(hasShape(made.shape));
  return fitting.length === 0 ? made : add(pick(fitting, dice), made);
};

const outer: Operation = (pool, dice) => {
  const wide = matrices(pool).filter(({ rank, shape }) => rank === 2 && shape[1] === SIDE);
  if (wide.length === 0) return undefined;
  const [column, row] = [0, 1].map(() => firstRow(dice.of(wide)));
  return matMul(column, row, { transposeA: true });
};

const firstRow = (x: Tensor): Tensor => slice(x, [0, 0], [1, SIDE]);

/** A weight that changes at each round by what it makes of the round's input, and one that stays. */
const loop: Operation = (pool, dice) => {
  const squares = pool.filter(hasShape([SIDE, SIDE]));
  if (squares.length === 0) return undefined;
  const [fast, slow, x] = [0, 1, 2].map(() => pick(squares, dice));
  const isOuter = dice.below(2) === 0;
  const [last, ys] = scan(
    (w: Tensor, row: Tensor) => {
      const one = reshape(row, [1, SIDE]);
      const y = tanh(matMul(matMul(one, w), slow));
      const change = isOuter ? matMul(y, one, { transposeA: true }) : matMul(w, slow);
      return [add(w, mul(change, 0.125)), concat([y, matMul(y, w, { transposeB: true })], 0)];
    },
    fast,
    x,
  );
  return dice.below(2) === 0
    ? last
    : slice(reshape(ys, [2 * SIDE, SIDE]), [dice.below(SIDE), 0], [SIDE, SIDE]);
};

const pair: Operation = (pool, dice) => {
  const x = factor(pool, dice);
  return x === undefined || x.rank > 2 ? undefined : stack([x, pick(pool.filter(hasShape(x.shape)), dice)]);
};

/** What programs of products are made of. */
export const PRODUCTS: readonly Operation[] = [
  ...[product, product, product],
  ...[sumOfProducts, sumOfProducts, sumOfProducts, sumOfProducts, sumOfProducts],
  ...[outer, outer, loop, pair, cut],
  ...[(x: Tensor) => tanh(x), (x: Tensor) => transpose(x), (x: Tensor) => mul(x, 0.25)].map(unary),
];
