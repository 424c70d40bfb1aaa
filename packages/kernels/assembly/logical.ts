import * as question from './compare-lanes';
import * as code from './generated/logical-codes';

/** See `CompareKernels.logical` in `src/compare-kernels.ts`. */
export function logical(operation: i32, a: usize, b: usize, out: usize, n: i32): void {
  logicalStrided(operation, a, b, out, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 1);
}

/** See `CompareKernels.logicalStrided` in `src/compare-kernels.ts`. */
export function logicalStrided(
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
      let left = a + <usize>(i * a0 + j * a1);
      let right = b + <usize>(i * b0 + j * b1);
      for (let k = 0; k < d2; k++) {
        logicalRow(operation, left, a3, right, b3, out, d3);
        left += <usize>a2;
        right += <usize>b2;
        out += d3;
      }
    }
}

/** Greater is less the other way round. */
function logicalRow(operation: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize, n: i32): void {
  switch (operation) {
    case code.AND:
      return row<question.And>(a, aStep, b, bStep, out, n);
    case code.OR:
      return row<question.Or>(a, aStep, b, bStep, out, n);
    case code.EQUAL:
      return row<question.Same>(a, aStep, b, bStep, out, n);
    case code.NOT_EQUAL:
      return row<question.Different>(a, aStep, b, bStep, out, n);
    case code.LESS:
      return row<question.OnlySecond>(a, aStep, b, bStep, out, n);
    case code.LESS_EQUAL:
      return row<question.NotOnlyFirst>(a, aStep, b, bStep, out, n);
    case code.GREATER:
      return row<question.OnlySecond>(b, bStep, a, aStep, out, n);
    case code.GREATER_EQUAL:
      return row<question.NotOnlyFirst>(b, bStep, a, aStep, out, n);
  }
}

/** Steps are 1, or 0, which repeats one element. */
function row<Question>(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, n: i32): void {
  for (; n >= 16; n -= 16) {
    const left = aStep == 0 ? v128.load8_splat(a) : v128.load(a);
    const right = bStep == 0 ? v128.load8_splat(b) : v128.load(b);
    v128.store(out, question.askBools<Question>(left, right));
    a += aStep << 4;
    b += bStep << 4;
    out += 16;
  }
  for (; n > 0; n--) {
    v128.store_lane<u8>(out, question.askBools<Question>(v128.load8_splat(a), v128.load8_splat(b)), 0);
    a += aStep;
    b += bStep;
    out += 1;
  }
}

/** See `CompareKernels.logicalNot` in `src/compare-kernels.ts`. */
export function logicalNot(x: usize, out: usize, n: i32): void {
  for (; n >= 16; n -= 16) {
    v128.store(out, question.not(v128.load(x)));
    x += 16;
    out += 16;
  }
  for (; n > 0; n--) {
    store<u8>(out++, load<u8>(x++) ^ 1);
  }
}
