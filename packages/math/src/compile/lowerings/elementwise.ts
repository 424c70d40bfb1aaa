// Element by element, with broadcasting.
import { BINARY_CODES, UNARY_CODES } from '@saccade/kernels';
import { sizeOf } from '../../shapes.ts';
import { broadcastSteps, collapse } from '../boxes.ts';
import type { Operand } from '../graph.ts';
import type { InstructionName } from '../steps.ts';
import type { Lower } from '../lowering.ts';
import { emitStrided } from './pairs.ts';

const unary =
  (float: number, int?: number): Lower =>
  ({ inputs: { x }, outputs: [out] }, lowering) => {
    const code = { float32: float, int32: int }[x.value.dtype as string];
    if (code === undefined) return false;
    lowering.emit('unary', code, lowering.place(x), lowering.room(out), out.value.size);
    return true;
  };

/** Steps per row and per column of an operand that is whole, one number, one row, or one column; undefined for others. */
function rowAndColumn(
  shape: readonly number[],
  size: number,
  columns: number,
): readonly [number, number] | undefined {
  const own = sizeOf(shape);
  const last = shape.at(-1) ?? 1;
  if (own === size) return [columns, 1];
  if (own === 1) return [0, 0];
  if (own === columns && last === columns) return [0, 1];
  if (own * columns === size && last === 1) return [1, 0];
  return undefined;
}

/**
 * `rows × columns` where that is enough to say how two operands lie over each other, else undefined. The usual cases
 * first, without lists of axes: this is most of what a small operation costs when it runs at once.
 */
function rowsAndColumns(a: Operand, b: Operand, out: Operand): readonly number[] | undefined {
  const { size } = out.value;
  const isSplit = [a, b].some(({ value }) => value.size !== size && value.size !== 1);
  const columns = isSplit ? (out.shape.at(-1) as number) : size;
  const [left, right] = [rowAndColumn(a.shape, size, columns), rowAndColumn(b.shape, size, columns)];
  return left && right ? [size / columns, columns, ...left, ...right] : collapsedRows(a, b, out);
}

function collapsedRows(a: Operand, b: Operand, out: Operand): readonly number[] | undefined {
  const { lengths, steps } = collapse({
    lengths: out.shape,
    steps: [broadcastSteps(a.shape, out.shape), broadcastSteps(b.shape, out.shape)],
  });
  if (lengths.length > 2) return undefined;
  const pad = (list: readonly number[], value: number): number[] => [
    ...new Array<number>(2 - list.length).fill(value),
    ...list,
  ];
  const [[aRow, aColumn], [bRow, bColumn]] = steps.map((operand) => pad(operand, 0));
  return [...pad(lengths, 1), aRow, aColumn, bRow, bColumn];
}

const binary =
  (float: number, int?: number): Lower =>
  (node, lowering) => {
    const { a, b } = node.inputs;
    const [out] = node.outputs;
    const code = { float32: float, int32: int }[a.value.dtype as string];
    if (code === undefined) return false;
    const { size } = out.value;
    const isDense = size === 0 || (a.value.size === size && b.value.size === size);
    const rows = isDense ? [size] : rowsAndColumns(a, b, out);
    if (rows === undefined) {
      emitStrided(lowering, 'binaryStrided', code, node);
      return true;
    }
    const name = rows.length === 1 ? 'binary' : 'binaryBroadcast';
    lowering.emit(name, code, lowering.place(a), lowering.place(b), lowering.room(out), ...rows);
    return true;
  };

const derivative =
  (name: 'tanhGrad' | 'sigmoidGrad'): Lower =>
  ({ inputs: { dy, y }, outputs: [out] }, lowering) => {
    lowering.emit(name, lowering.place(dy), lowering.place(y), lowering.room(out), out.value.size);
    return true;
  };

/** By dtypes, the kernel that converts. */
const CASTS: Readonly<Record<string, InstructionName>> = {
  'float32 int32': 'castFloatToInt',
  'int32 float32': 'castIntToFloat',
  'bool float32': 'castBoolToFloat',
  'bool int32': 'castBoolToInt',
};

const cast: Lower = ({ inputs: { x }, outputs: [out] }, lowering) => {
  const name = CASTS[`${x.value.dtype} ${out.value.dtype}`];
  if (name === undefined) return false;
  lowering.emit(name, lowering.place(x), lowering.room(out), out.value.size);
  return true;
};

export const elementwise: Readonly<Record<string, Lower>> = {
  Neg: unary(UNARY_CODES.neg, UNARY_CODES.negInt),
  Abs: unary(UNARY_CODES.abs, UNARY_CODES.absInt),
  Sign: unary(UNARY_CODES.sign),
  Square: unary(UNARY_CODES.square, UNARY_CODES.squareInt),
  Sqrt: unary(UNARY_CODES.sqrt),
  Rsqrt: unary(UNARY_CODES.rsqrt),
  Reciprocal: unary(UNARY_CODES.reciprocal),
  Exp: unary(UNARY_CODES.exp),
  Log: unary(UNARY_CODES.log),
  Log1p: unary(UNARY_CODES.log1p),
  Tanh: unary(UNARY_CODES.tanh),
  Sigmoid: unary(UNARY_CODES.sigmoid),
  Softplus: unary(UNARY_CODES.softplus),
  Relu: unary(UNARY_CODES.relu),
  Elu: unary(UNARY_CODES.elu),
  Sin: unary(UNARY_CODES.sin),
  Cos: unary(UNARY_CODES.cos),
  Add: binary(BINARY_CODES.add, BINARY_CODES.addInt),
  Sub: binary(BINARY_CODES.sub, BINARY_CODES.subInt),
  Multiply: binary(BINARY_CODES.mul, BINARY_CODES.mulInt),
  RealDiv: binary(BINARY_CODES.div),
  Minimum: binary(BINARY_CODES.min),
  Maximum: binary(BINARY_CODES.max),
  SquaredDifference: binary(BINARY_CODES.squaredDifference),
  TanhGrad: derivative('tanhGrad'),
  SigmoidGrad: derivative('sigmoidGrad'),
  Cast: cast,
};
