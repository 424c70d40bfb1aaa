// Random functions of tensors, for comparing the compiled with the eager one. A seed says everything.
import {
  abs,
  add,
  argMax,
  argMin,
  broadcastTo,
  cast,
  clip,
  concat,
  cos,
  cumprod,
  cumsum,
  div,
  elu,
  equal,
  exp,
  foldIn,
  gather,
  greater,
  greaterEqual,
  integerValues,
  integers,
  key,
  layerNorm,
  less,
  lessEqual,
  log,
  log1p,
  logSoftmax,
  logSumExp,
  logicalNot,
  logicalOr,
  matMul,
  max,
  maximum,
  mean,
  min,
  minimum,
  mul,
  neg,
  normal,
  normalValues,
  notEqual,
  oneHot,
  pad,
  prod,
  reciprocal,
  relu,
  resample,
  reshape,
  reverse,
  sigmoid,
  sign,
  sin,
  slice,
  softmax,
  softplus,
  split,
  sqrt,
  square,
  squaredDifference,
  stack,
  sub,
  sum,
  tanh,
  tensor,
  tile,
  transpose,
  uniform,
  unstack,
  where,
} from '../../src/index.ts';
import type { CumulativeOptions, Key, Tensor } from '../../src/index.ts';

const LENGTHS = [1, 1, 2, 3, 4, 5, 8, 9, 16, 17, 33, 65];
const MOST_ELEMENTS = 5000;
const SPECIAL = [0, -0, Infinity, -Infinity, NaN, 1e-40, -1e-40, 3e38, -3e38, 88.8, -104];

/** Draws whole numbers from a key, one after the other. */
export class Dice {
  readonly #numbers: Int32Array;
  #next = 0;

  constructor(k: Key) {
    this.#numbers = integerValues(k, 4096, 0, 2147483647);
  }

  below(limit: number): number {
    return this.#numbers[this.#next++ % this.#numbers.length] % limit;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}

/** One operation on the tensors that there are; undefined where it does not fit them. */
export type Operation = (pool: readonly Tensor[], dice: Dice, k: Key) => Tensor | undefined;

export const pick = (pool: readonly Tensor[], dice: Dice): Tensor =>
  dice.of(dice.below(2) === 0 ? pool.slice(-3) : pool);

export const unary =
  (f: (x: Tensor) => Tensor): Operation =>
  (pool, dice) =>
    f(pick(pool, dice));

const fits = (a: readonly number[], b: readonly number[]): boolean => {
  const rank = Math.max(a.length, b.length);
  let size = 1;
  for (let i = 1; i <= rank; i++) {
    const [m, n] = [a.at(-i) ?? 1, b.at(-i) ?? 1];
    if (m !== n && m !== 1 && n !== 1) return false;
    size *= Math.max(m, n);
  }
  return size <= MOST_ELEMENTS;
};

const binary =
  (f: (a: Tensor, b: Tensor) => Tensor): Operation =>
  (pool, dice) => {
    const a = pick(pool, dice);
    const others = pool.filter((b) => fits(a.shape, b.shape));
    const b = dice.of(others);
    return dice.below(2) === 0 ? f(a, b) : f(b, a);
  };

const along =
  (f: (x: Tensor, axis: number) => Tensor): Operation =>
  (pool, dice) => {
    const x = pick(pool, dice);
    return x.rank === 0 ? undefined : f(x, dice.below(x.rank));
  };

const product: Operation = (pool, dice) => {
  const a = pick(pool, dice);
  if (a.rank < 2) return undefined;
  const [transposeA, transposeB] = [dice.below(2) === 0, dice.below(2) === 0];
  const k = a.shape.at(transposeA ? -2 : -1);
  const fitting = pool.filter((b) => b.rank === 2 && b.shape.at(transposeB ? -1 : -2) === k);
  return fitting.length === 0 ? undefined : matMul(a, dice.of(fitting), { transposeA, transposeB });
};

export const cut: Operation = (pool, dice) => {
  const x = pick(pool, dice);
  const begin = x.shape.map((length) => dice.below(length));
  return slice(
    x,
    begin,
    x.shape.map((length, axis) => 1 + dice.below(length - begin[axis])),
  );
};

const spread: Operation = (pool, dice) => {
  const x = pick(pool, dice);
  const shape = x.shape.map((length) => (length === 1 ? dice.of(LENGTHS) : length));
  const wide = dice.below(2) === 0 ? shape : [dice.below(3) + 1, ...shape];
  return wide.reduce((a, b) => a * b, 1) > MOST_ELEMENTS ? undefined : broadcastTo(x, wide);
};

const parts: Operation = (pool, dice) => {
  const x = pick(pool, dice);
  if (x.rank === 0) return undefined;
  const axis = dice.below(x.rank);
  const pieces = unstack(x, axis);
  return dice.below(2) === 0 ? dice.of(pieces) : stack(pieces.slice(0, 3).reverse(), dice.below(x.rank));
};

const halves: Operation = (pool, dice) => {
  const x = pick(pool, dice);
  const axis = x.shape.findIndex((length) => length % 2 === 0);
  if (axis < 0) return undefined;
  const [first, second] = split(x, 2, axis);
  return dice.below(2) === 0 ? concat([second, first], axis) : mul(first, second);
};

/** Whole numbers from −99 to 99, as int32; 0 for NaN. */
const whole = (x: Tensor): Tensor => cast(clip(x, -99, 99), 'int32');

/** Indices below a limit, some of them the same, that depend on the numbers of `x`. */
const indicesOf = (x: Tensor, limit: number): Tensor =>
  cast(clip(mul(abs(x), limit / 4), 0, limit - 1), 'int32');

const floats = (x: Tensor): Tensor => cast(x, 'float32');

const pickByOther: Operation = (pool, dice) => {
  const [x, other] = [pick(pool, dice), pick(pool, dice)];
  if (x.rank === 0 || x.size * other.size > MOST_ELEMENTS * 10 || other.rank > 2) return undefined;
  const axis = dice.below(x.rank);
  return gather(x, indicesOf(other, x.shape[axis]), axis);
};

const pickFixed: Operation = (pool, dice) => {
  const x = pick(pool, dice);
  if (x.rank === 0) return undefined;
  const axis = dice.below(x.rank);
  const length = x.shape[axis];
  const indices = Int32Array.from({ length: 1 + dice.below(5) }, () => dice.below(length));
  return gather(x, tensor(indices), axis);
};

const runningOptions = (dice: Dice): CumulativeOptions => ({
  exclusive: dice.below(2) === 0,
  reverse: dice.below(2) === 0,
});

const running =
  (f: (x: Tensor, axis: number, options: CumulativeOptions) => Tensor): Operation =>
  (pool, dice) => {
    const x = pick(pool, dice);
    return x.rank === 0 ? undefined : f(x, dice.below(x.rank), runningOptions(dice));
  };

const window: Operation = (pool, dice) => {
  const [images, points] = [pick(pool, dice), pick(pool, dice)];
  if (images.rank !== 3 || points.size < 2 * images.shape[0]) return undefined;
  const centre = reshape(slice(reshape(points, [-1]), [0], [2 * images.shape[0]]), [-1, 2]);
  return resample(images, centre, { size: 1 + dice.below(4), scale: 1 + dice.below(2) / 2, fill: 0.25 });
};

/** What programs are made of. */
const OPERATIONS: readonly Operation[] = [
  ...[abs, neg, sign, square, sqrt, exp, log, log1p, tanh, sigmoid, softplus, relu, elu, sin, cos].map(unary),
  unary(reciprocal),
  unary((x) => clip(x, -0.5, 2)),
  ...[add, sub, mul, div, minimum, maximum, squaredDifference].map(binary),
  ...[add, mul, sub].map(binary),
  binary((a, b) => where(greater(a, b), a, b)),
  binary((a, b) => cast(greater(a, b), 'float32')),
  product,
  product,
  product,
  ...[sum, mean, max, min, prod].map((f) => along((x, axis) => f(x, axis, { keepDims: true }))),
  ...[sum, mean].map((f) => unary((x) => f(x))),
  along((x, axis) => sum(x, axis)),
  along((x, axis) => cast(argMax(x, axis), 'float32')),
  along((x, axis) => softmax(x, axis)),
  along((x, axis) => logSoftmax(x, axis)),
  along((x, axis) => logSumExp(x, axis)),
  running(cumsum),
  running(cumprod),
  running((x, axis, options) => floats(cumsum(whole(x), axis, options))),
  unary((x) => (x.rank === 0 ? x : layerNorm(x))),
  unary((x) => (x.size > 500 ? x : oneHot(whole(x), 5))),
  pickByOther,
  pickByOther,
  pickFixed,
  window,
  ...[add, sub, mul].map((f) => binary((a, b) => floats(f(whole(a), whole(b))))),
  ...[equal, notEqual, less, lessEqual, greaterEqual].map((f) =>
    binary((a, b) => floats(f(whole(a), whole(b)))),
  ),
  ...[neg, abs, square].map((f) => unary((x) => floats(f(whole(x))))),
  ...[max, min, sum].map((f) => along((x, axis) => floats(f(whole(x), axis)))),
  along((x, axis) => floats(argMin(whole(x), axis))),
  binary((a, b) => where(logicalNot(logicalOr(less(a, b), equal(b, 0))), a, 1)),
  along((x, axis) => reverse(x, axis)),
  unary((x) => reshape(x, [-1])),
  unary((x) => reshape(x, [x.size, 1])),
  unary((x) => transpose(x)),
  unary((x) =>
    x.size > 1000
      ? x
      : tile(
          x,
          x.shape.map((_, axis) => 1 + (axis % 2)),
        ),
  ),
  unary((x) =>
    x.size > 500
      ? x
      : pad(
          x,
          x.shape.map((_, axis) => [axis % 2, 1]),
          0.5,
        ),
  ),
  cut,
  spread,
  parts,
  halves,
  (pool, dice, k) => add(pick(pool, dice), normal(k, [1])),
  (pool, dice, k) =>
    mul(pick(pool, dice), floats(integers(k, [1], { min: -3, max: 3 + dice.below(100000) }))),
  (pool, dice, k) => mul(pick(pool, dice), uniform(k, pick(pool, dice).shape.slice(0, 0))),
];

/** A random function and how to call it. */
export interface RandomProgram {
  readonly inputs: (seed: number) => Tensor[];
  /** Up to three tensors that depend on the inputs. */
  readonly f: (inputs: readonly Tensor[], k: Key) => Tensor[];
}

/** The function of a seed. @param drawShape - draws the shapes of its inputs. */
export function randomProgram(
  seed: number,
  operations = OPERATIONS,
  drawShape: (dice: Dice) => number[] = randomShape,
): RandomProgram {
  const dice = new Dice(foldIn(key(1991), seed));
  const shapes = Array.from({ length: 2 + dice.below(3) }, () => drawShape(dice));
  const special = dice.below(4) === 0;
  const length = 1 + dice.below(12);
  const choices = Array.from({ length }, () => dice.of(operations));
  return {
    inputs: (call) =>
      shapes.map((shape, i) => randomTensor(foldIn(key(seed), 16 * call + i), shape, special)),
    f: (inputs, k) => {
      const own = new Dice(foldIn(key(1993), seed));
      const pool = [...inputs];
      choices.forEach((operation, i) => {
        const made = operation(pool, own, foldIn(k, i));
        if (made !== undefined && made.size <= MOST_ELEMENTS) pool.push(made);
      });
      return pool.slice(-3);
    },
  };
}

function randomShape(dice: Dice): number[] {
  const rank = dice.of([0, 1, 2, 2, 2, 3]);
  const shape: number[] = [];
  let size = 1;
  for (let axis = 0; axis < rank; axis++) {
    const length = dice.of(LENGTHS);
    if (size * length > MOST_ELEMENTS / 4) break;
    size *= length;
    shape.push(length);
  }
  return shape;
}

function randomTensor(k: Key, shape: readonly number[], special: boolean): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const numbers = normalValues(k, size, { sd: 2 });
  if (special) for (let i = 0; i < size; i += 5) numbers[i] = SPECIAL[(i + size) % SPECIAL.length];
  return tensor(numbers, shape);
}
