// Comparisons, logic, and what chooses by them.
import { ARG_REDUCE_CODES, COMPARE_CODES, LOGICAL_CODES } from '@saccade/kernels';
import { arraysEqual, sizeOf } from '../../shapes.ts';
import type { Lower } from '../lowering.ts';
import { emitStrided } from './pairs.ts';

/** Two operands of one dtype, compared or combined to bools. */
function pair(codes: { readonly float32?: number; readonly int32?: number; readonly bool: number }): Lower {
  return (node, lowering) => {
    const { a, b } = node.inputs;
    const [out] = node.outputs;
    const code = codes[a.value.dtype as keyof typeof codes];
    if (code === undefined) return false;
    const isBool = a.value.dtype === 'bool';
    if (!arraysEqual(a.shape, b.shape)) {
      emitStrided(lowering, isBool ? 'logicalStrided' : 'compareStrided', code, node);
      return true;
    }
    const places = [lowering.place(a), lowering.place(b), lowering.room(out)];
    lowering.emit(isBool ? 'logical' : 'compare', code, ...places, out.value.size);
    return true;
  };
}

const comparison = (name: 'equal' | 'notEqual' | 'less' | 'lessEqual' | 'greater' | 'greaterEqual'): Lower =>
  pair({ float32: COMPARE_CODES[name], int32: COMPARE_CODES[`${name}Int`], bool: LOGICAL_CODES[name] });

const not: Lower = ({ inputs: { x }, outputs: [out] }, lowering) => {
  lowering.emit('logicalNot', lowering.place(x), lowering.room(out), out.value.size);
  return true;
};

const select: Lower = ({ inputs: { condition, t, e }, outputs: [out] }, lowering) => {
  if (out.value.dtype === 'bool' || !arraysEqual(condition.shape, out.shape)) return false;
  const [a, b] = [lowering.place(t), lowering.place(e)];
  lowering.emit('select', lowering.place(condition), a, b, lowering.room(out), out.value.size);
  return true;
};

const clip: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  // Between a limit and the float32 next to it there is no float32 that one would cut and the other not.
  const limits = [attrs.clipValueMin as number, attrs.clipValueMax as number].map(Math.fround);
  lowering.emit('clip', lowering.place(x), lowering.room(out), out.value.size, ...limits);
  return true;
};

const argReduce =
  (float: number, int: number): Lower =>
  ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
    const axis = attrs.axis as number;
    const code = { float32: float, int32: int }[x.value.dtype as string];
    if (code === undefined) return false;
    const sizes = [sizeOf(x.shape.slice(0, axis)), x.shape[axis], sizeOf(x.shape.slice(axis + 1))];
    lowering.emit('argReduce', code, lowering.place(x), lowering.room(out), ...sizes);
    return true;
  };

export const choices: Readonly<Record<string, Lower>> = {
  Equal: comparison('equal'),
  NotEqual: comparison('notEqual'),
  Less: comparison('less'),
  LessEqual: comparison('lessEqual'),
  Greater: comparison('greater'),
  GreaterEqual: comparison('greaterEqual'),
  LogicalAnd: pair({ bool: LOGICAL_CODES.and }),
  LogicalOr: pair({ bool: LOGICAL_CODES.or }),
  LogicalNot: not,
  Select: select,
  ClipByValue: clip,
  ArgMax: argReduce(ARG_REDUCE_CODES.argMax, ARG_REDUCE_CODES.argMaxInt),
  ArgMin: argReduce(ARG_REDUCE_CODES.argMin, ARG_REDUCE_CODES.argMinInt),
};
