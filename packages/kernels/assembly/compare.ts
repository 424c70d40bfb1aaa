import { storeBools } from './bools';
import * as question from './compare-lanes';
import * as code from './generated/compare-codes';

/** See `CompareKernels.compare` in `src/compare-kernels.ts`. */
export function compare(operation: i32, a: usize, b: usize, out: usize, n: i32): void {
  compareStrided(operation, a, b, out, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 1);
}

/** See `CompareKernels.compareStrided` in `src/compare-kernels.ts`. */
export function compareStrided(
  operation: i32,
  a: usize,
  b: usize,
  out: usize,
  d0: i32,
  d1: i32,
  d2: i32,
  d3: i32,
  a0: i32,
  a1: i32,
  a2: i32,
  a3: i32,
  b0: i32,
  b1: i32,
  b2: i32,
  b3: i32,
): void {
  for (let i = 0; i < d0; i++)
    for (let j = 0; j < d1; j++) {
      let left = a + ((<usize>(i * a0 + j * a1)) << 2);
      let right = b + ((<usize>(i * b0 + j * b1)) << 2);
      for (let k = 0; k < d2; k++) {
        compareRow(operation, left, a3, right, b3, out, d3);
        left += (<usize>a2) << 2;
        right += (<usize>b2) << 2;
        out += d3;
      }
    }
}

/** Greater is less the other way round. */
function compareRow(operation: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize, n: i32): void {
  switch (operation) {
    case code.EQUAL:
      return row<question.Equal>(a, aStep, b, bStep, out, n);
    case code.NOT_EQUAL:
      return row<question.NotEqual>(a, aStep, b, bStep, out, n);
    case code.LESS:
      return row<question.Less>(a, aStep, b, bStep, out, n);
    case code.LESS_EQUAL:
      return row<question.LessEqual>(a, aStep, b, bStep, out, n);
    case code.GREATER:
      return row<question.Less>(b, bStep, a, aStep, out, n);
    case code.GREATER_EQUAL:
      return row<question.LessEqual>(b, bStep, a, aStep, out, n);
    case code.EQUAL_INT:
      return row<question.EqualInt>(a, aStep, b, bStep, out, n);
    case code.NOT_EQUAL_INT:
      return row<question.NotEqualInt>(a, aStep, b, bStep, out, n);
    case code.LESS_INT:
      return row<question.LessInt>(a, aStep, b, bStep, out, n);
    case code.LESS_EQUAL_INT:
      return row<question.LessEqualInt>(a, aStep, b, bStep, out, n);
    case code.GREATER_INT:
      return row<question.LessInt>(b, bStep, a, aStep, out, n);
    case code.GREATER_EQUAL_INT:
      return row<question.LessEqualInt>(b, bStep, a, aStep, out, n);
  }
}

/** Steps are 1, or 0, which repeats one element. */
function row<Question>(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, n: i32): void {
  for (; n >= 4; n -= 4) {
    const left = aStep == 0 ? v128.load32_splat(a) : v128.load(a);
    const right = bStep == 0 ? v128.load32_splat(b) : v128.load(b);
    storeBools(out, question.ask<Question>(left, right), 4);
    a += aStep << 4;
    b += bStep << 4;
    out += 4;
  }
  for (; n > 0; n--) {
    storeBools(out, question.ask<Question>(v128.load32_splat(a), v128.load32_splat(b)), 1);
    a += aStep << 2;
    b += bStep << 2;
    out += 1;
  }
}
