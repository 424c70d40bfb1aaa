import * as code from './generated/unary-codes';
import * as lanes from './unary-lanes';
import * as pairs from './unary-pairs';

/** See `UnaryKernels.unary` in `src/unary-kernels.ts`. */
export function unary(operation: i32, x: usize, out: usize, n: i32): void {
  switch (operation) {
    case code.NEG:
      return lanes.map<lanes.Neg>(x, out, n);
    case code.ABS:
      return lanes.map<lanes.Abs>(x, out, n);
    case code.SIGN:
      return lanes.map<lanes.Sign>(x, out, n);
    case code.SQUARE:
      return lanes.map<lanes.Square>(x, out, n);
    case code.SQRT:
      return lanes.map<lanes.Sqrt>(x, out, n);
    case code.RSQRT:
      return lanes.map<lanes.Rsqrt>(x, out, n);
    case code.RECIPROCAL:
      return lanes.map<lanes.Reciprocal>(x, out, n);
    case code.EXP:
      return lanes.map<lanes.Exp>(x, out, n);
    case code.LOG:
      return pairs.map<pairs.Log>(x, out, n);
    case code.LOG1P:
      return pairs.map<pairs.Log1p>(x, out, n);
    case code.TANH:
      return lanes.map<lanes.Tanh>(x, out, n);
    case code.SIGMOID:
      return lanes.map<lanes.Sigmoid>(x, out, n);
    case code.SOFTPLUS:
      return pairs.map<pairs.Softplus>(x, out, n);
    case code.RELU:
      return lanes.map<lanes.Relu>(x, out, n);
    case code.ELU:
      return pairs.map<pairs.Elu>(x, out, n);
    case code.SIN:
      return pairs.map<pairs.Sin>(x, out, n);
    case code.COS:
      return pairs.map<pairs.Cos>(x, out, n);
    case code.EXPM1:
      return pairs.map<pairs.Expm1>(x, out, n);
    case code.NEG_INT:
      return lanes.map<lanes.NegInt>(x, out, n);
    case code.ABS_INT:
      return lanes.map<lanes.AbsInt>(x, out, n);
    case code.SQUARE_INT:
      return lanes.map<lanes.SquareInt>(x, out, n);
  }
}
