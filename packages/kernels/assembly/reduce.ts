import { sumColumns, sumRows } from './float-sums';
import * as fold from './fold';
import * as code from './generated/reduce-codes';

/** See `ReduceKernels.reduceRows` in `src/reduce-kernels.ts`. */
export function reduceRows(operation: i32, x: usize, out: usize, rows: i32, length: i32): void {
  switch (operation) {
    case code.SUM:
      return sumRows(x, out, rows, length, 1);
    case code.MEAN:
      return sumRows(x, out, rows, length, length);
    case code.MAX:
      return fold.rows<fold.Max>(x, out, rows, length);
    case code.MIN:
      return fold.rows<fold.Min>(x, out, rows, length);
    case code.PROD:
      return fold.rowsInOrder<fold.Prod>(x, out, rows, length);
    case code.SUM_INT:
      return fold.rows<fold.SumInt>(x, out, rows, length);
    case code.MAX_INT:
      return fold.rows<fold.MaxInt>(x, out, rows, length);
    case code.MIN_INT:
      return fold.rows<fold.MinInt>(x, out, rows, length);
  }
}

/** See `ReduceKernels.reduceColumns` in `src/reduce-kernels.ts`. */
export function reduceColumns(
  operation: i32,
  x: usize,
  out: usize,
  outer: i32,
  length: i32,
  inner: i32,
): void {
  for (; outer > 0; outer--) {
    reduceBlock(operation, x, out, length, inner);
    x += (<usize>length * <usize>inner) << 2;
    out += (<usize>inner) << 2;
  }
}

function reduceBlock(operation: i32, x: usize, out: usize, length: i32, inner: i32): void {
  switch (operation) {
    case code.SUM:
      return sumColumns(x, out, length, inner, 1);
    case code.MEAN:
      return sumColumns(x, out, length, inner, length);
    case code.MAX:
      return fold.columns<fold.Max>(x, out, length, inner);
    case code.MIN:
      return fold.columns<fold.Min>(x, out, length, inner);
    case code.PROD:
      return fold.columns<fold.Prod>(x, out, length, inner);
    case code.SUM_INT:
      return fold.columns<fold.SumInt>(x, out, length, inner);
    case code.MAX_INT:
      return fold.columns<fold.MaxInt>(x, out, length, inner);
    case code.MIN_INT:
      return fold.columns<fold.MinInt>(x, out, length, inner);
  }
}
