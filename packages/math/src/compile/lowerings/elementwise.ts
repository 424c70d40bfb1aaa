// Element by element, with broadcasting.
import { BINARY_CODES } from '@saccade/kernels';
import { UNARY_KERNELS } from '../../kernels/unary.ts';
import { arraysEqual } from '../../shapes.ts';
import { broadcastSteps, collapse, fourAxes } from '../boxes.ts';
import type { Operand } from '../graph.ts';
import type { InstructionName } from '../steps.ts';
import type { Lower } from './index.ts';

const isFloat = ({ value }: Operand): boolean => value.dtype === 'float32';

const unary =
  (code: number): Lower =>
  ({ inputs: { x }, outputs: [out] }, lowering) => {
    if (!isFloat(x)) return false;
    lowering.emit('unary', code, lowering.place(x), lowering.room(out), out.value.size);
    return true;
  };

/** `rows × columns` where that is enough to say how two operands lie over each other, else undefined. */
function rowsAndColumns(a: Operand, b: Operand, out: Operand): readonly number[] | undefined {
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

function strided(a: Operand, b: Operand, out: Operand): readonly number[] | undefined {
  const four = fourAxes({
    lengths: out.shape,
    steps: [broadcastSteps(a.shape, out.shape), broadcastSteps(b.shape, out.shape)],
  });
  return four && [...four.lengths, ...four.steps[0], ...four.steps[1]];
}

const binary =
  (code: number): Lower =>
  ({ inputs: { a, b }, outputs: [out] }, lowering) => {
    if (!isFloat(a)) return false;
    if (arraysEqual(a.shape, b.shape)) {
      lowering.emit('binary', code, lowering.place(a), lowering.place(b), lowering.room(out), out.value.size);
      return true;
    }
    const rows = rowsAndColumns(a, b, out);
    if (rows !== undefined) {
      lowering.emit(
        'binaryBroadcast',
        code,
        lowering.place(a),
        lowering.place(b),
        lowering.room(out),
        ...rows,
      );
      return true;
    }
    const box = strided(a, b, out);
    if (box === undefined) return false;
    lowering.emit('binaryStrided', code, lowering.place(a), lowering.place(b), lowering.room(out), ...box);
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
  ...Object.fromEntries(Object.entries(UNARY_KERNELS).map(([kernel, code]) => [kernel, unary(code)])),
  Add: binary(BINARY_CODES.add),
  Sub: binary(BINARY_CODES.sub),
  Multiply: binary(BINARY_CODES.mul),
  RealDiv: binary(BINARY_CODES.div),
  Minimum: binary(BINARY_CODES.min),
  Maximum: binary(BINARY_CODES.max),
  SquaredDifference: binary(BINARY_CODES.squaredDifference),
  TanhGrad: derivative('tanhGrad'),
  SigmoidGrad: derivative('sigmoidGrad'),
  Cast: cast,
};
