// Element by element, with broadcasting.
import { BINARY_CODES } from '@saccade/kernels';
import { arraysEqual } from '../../shapes.ts';
import { broadcastSteps, collapse, fourAxes } from '../boxes.ts';
import type { Operand } from '../graph.ts';
import type { Lower } from './index.ts';

const isFloat = ({ value }: Operand): boolean => value.dtype === 'float32';

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

export const elementwise: Readonly<Record<string, Lower>> = {
  Add: binary(BINARY_CODES.add),
  Sub: binary(BINARY_CODES.sub),
  Multiply: binary(BINARY_CODES.mul),
  RealDiv: binary(BINARY_CODES.div),
  Minimum: binary(BINARY_CODES.min),
  Maximum: binary(BINARY_CODES.max),
  SquaredDifference: binary(BINARY_CODES.squaredDifference),
};
