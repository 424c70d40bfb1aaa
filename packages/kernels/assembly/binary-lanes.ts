import { pow } from './pow';

// Operations are types, so that each has loops of its own.
export class Add {}
export class Sub {}
export class Mul {}
export class Div {}
export class Min {}
export class Max {}
export class SquaredDifference {}
export class Pow {}
export class AddInt {}
export class SubInt {}
export class MulInt {}

/** Four results. */
export function apply<Operation>(a: v128, b: v128): v128 {
  if (idof<Operation>() == idof<Add>()) return f32x4.add(a, b);
  if (idof<Operation>() == idof<Sub>()) return f32x4.sub(a, b);
  if (idof<Operation>() == idof<Mul>()) return f32x4.mul(a, b);
  if (idof<Operation>() == idof<Div>()) return f32x4.div(a, b);
  if (idof<Operation>() == idof<Min>()) return f32x4.min(a, b);
  if (idof<Operation>() == idof<Max>()) return f32x4.max(a, b);
  if (idof<Operation>() == idof<SquaredDifference>()) return squaredDifference(a, b);
  if (idof<Operation>() == idof<Pow>()) return pow(a, b);
  if (idof<Operation>() == idof<AddInt>()) return i32x4.add(a, b);
  if (idof<Operation>() == idof<SubInt>()) return i32x4.sub(a, b);
  return i32x4.mul(a, b);
}

function squaredDifference(a: v128, b: v128): v128 {
  const difference = f32x4.sub(a, b);
  return f32x4.mul(difference, difference);
}
