import { runKernel } from '../engine/run-kernel.ts';
import { fail, failShape } from '../errors.ts';
import { arraysEqual, broadcastShapes, formatShape } from '../shapes.ts';
import type { DataType, Tensor } from '../tensor-types.ts';
import { requireTensor } from './arguments.ts';
import { makeScalar } from './binary.ts';
import type { Operand } from './binary.ts';
import { broadcastTo } from './broadcast-to.ts';
import { logicalAnd, logicalNot, logicalOr } from './compare.ts';
import { withTemporaries } from './temporaries.ts';

/**
 * `a` where `condition` holds, else `b`, element by element; the three broadcast against each other.
 *
 * The gradient goes to the chosen side only, as zero to the other. A NaN or Infinity in the *derivative* of the side not
 * chosen still spoils it (0 · Infinity): make that side safe before, not after.
 *
 * @param condition - bool.
 * @param a - any dtype, or a number, which takes the dtype of the other.
 * @param b - the same dtype as `a`, or a number.
 */
export function where<T extends Tensor = Tensor>(condition: Tensor, a: Operand, b: Operand): T {
  requireTensor('where', 'condition', condition);
  if (condition.dtype !== 'bool') fail('where', 'condition', 'bool', condition);
  const dtype = commonDtype(a, b);
  return withTemporaries((own) => {
    const toTensor = (side: Operand): Tensor =>
      typeof side === 'number' ? own(makeScalar('where', side, dtype)) : side;
    const [t, e] = [toTensor(a), toTensor(b)];
    const shape = commonShape(condition, t, e);
    // tfjs's kernel on WASM gives wrong bytes for bool.
    if (dtype === 'bool')
      return logicalOr<T>(own(logicalAnd(condition, t)), own(logicalAnd(own(logicalNot(condition)), e)));
    const widen = (x: Tensor): Tensor => (arraysEqual(x.shape, shape) ? x : own(broadcastTo(x, shape)));
    return runKernel<T>('Select', { condition: widen(condition), t: widen(t), e: widen(e) });
  });
}

function commonDtype(a: Operand, b: Operand): DataType {
  if (typeof a === 'number') return typeof b === 'number' ? 'float32' : commonDtype(b, b);
  requireTensor('where', 'a', a);
  if (typeof b === 'number') return a.dtype;
  requireTensor('where', 'b', b);
  if (a.dtype !== b.dtype) fail('where', 'b', `${a.dtype}, as a is`, b);
  return a.dtype;
}

function commonShape(condition: Tensor, t: Tensor, e: Tensor): number[] {
  const sides = broadcastShapes(t.shape, e.shape);
  if (sides === undefined)
    failShape('where', 'b', `of a shape that broadcasts with ${formatShape(t.shape)}`, e);
  const shape = broadcastShapes(condition.shape, sides);
  if (shape !== undefined) return shape;
  return failShape('where', 'condition', `of a shape that broadcasts with ${formatShape(sides)}`, condition);
}
