import { runKernel } from '../engine/run-kernel.ts';
import { fail, failShape } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireNumeric } from './arguments.ts';

/**
 * A tensor with a margin of one value; float32 or int32.
 *
 * @param paddings - for each axis `[before, after]`, how many elements to add, each ≥ 0.
 * @param value - of the margin. Default 0.
 */
export function pad<T extends Tensor = Tensor>(
  x: Tensor,
  paddings: readonly (readonly [number, number])[],
  value = 0,
): T {
  requireNumeric('pad', 'x', x);
  if (!Array.isArray(paddings) || paddings.length !== x.shape.length) {
    failShape('pad', 'x', `of as many axes as paddings has, ${String(paddings?.length)}`, x);
  }
  for (const margin of paddings) {
    if (margin.length === 2 && margin.every((n: number) => Number.isInteger(n) && n >= 0)) continue;
    throw new Error(`pad: paddings must be pairs of integers ≥ 0, got [${margin.join(', ')}]`);
  }
  if (x.dtype === 'int32' && !Number.isInteger(value)) fail('pad', 'value', 'an integer for int32', value);
  const attrs = { paddings: paddings.map((margin) => [...margin]), constantValue: value };
  return runKernel<T>('PadV2', { x }, attrs);
}
