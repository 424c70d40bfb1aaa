// Elementwise functions that lanes of float32, or of int32, do well, four elements at a time.
import { exp } from './exp';
import { loadLanes, storeLanes } from './lanes';
import { sigmoid } from './sigmoid';
import { tanh } from './tanh';

// Operations are types, so that each has a loop of its own: a choice per element would cost more than most of them.
export class Neg {}
export class Abs {}
export class Sign {}
export class Square {}
export class Sqrt {}
export class Rsqrt {}
export class Reciprocal {}
export class Exp {}
export class Tanh {}
export class Sigmoid {}
export class Relu {}
export class NegInt {}
export class AbsInt {}
export class SquareInt {}

/** Engines load the constants of a loop before it if it cannot be left before their use. Hence the exit in the middle. */
export function map<Operation>(x: usize, out: usize, n: i32): void {
  if (n <= 0) return;
  let four = loadLanes(x, n);
  for (; true; n -= 4) {
    const result = apply<Operation>(four);
    if (n <= 4) {
      storeLanes(out, result, n);
      return;
    }
    v128.store(out, result);
    x += 16;
    out += 16;
    four = n >= 8 ? v128.load(x) : loadLanes(x, n - 4);
  }
}

export function apply<Operation>(x: v128): v128 {
  if (idof<Operation>() == idof<Neg>()) return f32x4.neg(x);
  if (idof<Operation>() == idof<Abs>()) return f32x4.abs(x);
  if (idof<Operation>() == idof<Sign>()) return sign(x);
  if (idof<Operation>() == idof<Square>()) return f32x4.mul(x, x);
  if (idof<Operation>() == idof<Sqrt>()) return f32x4.sqrt(x);
  if (idof<Operation>() == idof<Rsqrt>()) return f32x4.div(f32x4.splat(1), f32x4.sqrt(x));
  if (idof<Operation>() == idof<Reciprocal>()) return f32x4.div(f32x4.splat(1), x);
  if (idof<Operation>() == idof<Exp>()) return exp(x);
  if (idof<Operation>() == idof<Tanh>()) return tanh(x);
  if (idof<Operation>() == idof<Sigmoid>()) return sigmoid(x);
  if (idof<Operation>() == idof<NegInt>()) return i32x4.neg(x);
  if (idof<Operation>() == idof<AbsInt>()) return i32x4.abs(x);
  if (idof<Operation>() == idof<SquareInt>()) return i32x4.mul(x, x);
  return relu(x);
}

function sign(x: v128): v128 {
  const zero = f32x4.splat(0);
  const positive = v128.and(f32x4.gt(x, zero), f32x4.splat(1));
  const negative = v128.and(f32x4.lt(x, zero), f32x4.splat(-1));
  return v128.bitselect(x, v128.or(positive, negative), f32x4.ne(x, x));
}

/** A NaN stays; adding 0 turns −0 into 0. */
function relu(x: v128): v128 {
  const zero = f32x4.splat(0);
  return f32x4.add(f32x4.pmax(x, zero), zero);
}
