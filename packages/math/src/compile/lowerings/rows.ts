// Functions of the rows along the last axis.
import type { Operand } from '../graph.ts';
import type { Lower } from '../lowering.ts';
import type { InstructionName } from '../steps.ts';

/** How many rows there are, and their length. */
function rowsOf({ shape, value: { size } }: Operand): [rows: number, length: number] {
  const length = shape[shape.length - 1];
  return [length === 0 ? 0 : size / length, length];
}

const overRows =
  (name: InstructionName, input: string): Lower =>
  ({ inputs: { [input]: x }, outputs: [out] }, lowering) => {
    lowering.emit(name, lowering.place(x), lowering.room(out), ...rowsOf(x));
    return true;
  };

const normalise: Lower = ({ inputs: { x }, attrs, outputs: [out, factors] }, lowering) => {
  const eps = new Int32Array(Float64Array.of(attrs.eps as number).buffer);
  const places = [lowering.place(x), lowering.room(out), lowering.room(factors)];
  lowering.emit('normalise', ...places, ...rowsOf(x), eps[0], eps[1]);
  return true;
};

/** A row for each of some points. */
const hat =
  (name: 'hatWeights' | 'hatSlopes'): Lower =>
  ({ inputs: { points }, attrs, outputs: [out] }, lowering) => {
    const [from, to] = [lowering.place(points), lowering.room(out)];
    lowering.emit(name, from, to, points.value.size, attrs.length as number);
    return true;
  };

export const rows: Readonly<Record<string, Lower>> = {
  Softmax: overRows('softmax', 'logits'),
  LogSoftmax: overRows('logSoftmax', 'x'),
  LogSumExp: overRows('logSumExp', 'x'),
  Normalise: normalise,
  HatWeights: hat('hatWeights'),
  HatSlopes: hat('hatSlopes'),
};
