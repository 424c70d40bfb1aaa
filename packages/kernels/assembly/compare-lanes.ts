// Questions about lanes of two operands. Questions are types, so that each has loops of its own.

// About four float32, or four int32: 0 or −1.
export class Equal {}
export class NotEqual {}
export class Less {}
export class LessEqual {}
export class EqualInt {}
export class NotEqualInt {}
export class LessInt {}
export class LessEqualInt {}

export function ask<Question>(a: v128, b: v128): v128 {
  if (idof<Question>() == idof<Equal>()) return f32x4.eq(a, b);
  if (idof<Question>() == idof<NotEqual>()) return f32x4.ne(a, b);
  if (idof<Question>() == idof<Less>()) return f32x4.lt(a, b);
  if (idof<Question>() == idof<LessEqual>()) return f32x4.le(a, b);
  if (idof<Question>() == idof<EqualInt>()) return i32x4.eq(a, b);
  if (idof<Question>() == idof<NotEqualInt>()) return i32x4.ne(a, b);
  if (idof<Question>() == idof<LessInt>()) return i32x4.lt_s(a, b);
  return i32x4.le_s(a, b);
}

// About sixteen bools: 0 or 1.
export class And {}
export class Or {}
export class Same {}
export class Different {}
export class OnlySecond {}
export class NotOnlyFirst {}

export function askBools<Question>(a: v128, b: v128): v128 {
  if (idof<Question>() == idof<And>()) return v128.and(a, b);
  if (idof<Question>() == idof<Or>()) return v128.or(a, b);
  if (idof<Question>() == idof<Same>()) return not(v128.xor(a, b));
  if (idof<Question>() == idof<Different>()) return v128.xor(a, b);
  if (idof<Question>() == idof<OnlySecond>()) return v128.andnot(b, a);
  return v128.or(not(a), b);
}

export function not(bools: v128): v128 {
  return v128.xor(bools, i8x16.splat(1));
}
