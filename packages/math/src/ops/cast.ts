import { freshTensor } from '../engine/alias.ts';
import { runKernel } from '../engine/run-kernel.ts';
import { noteUse } from '../engine/tape.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireTensor } from './arguments.ts';
import { notEqual } from './compare.ts';
import type { Dtype } from './making.ts';

/**
 * The values of `x` in another dtype: floats are cut towards zero for int32 (NaN gives 0; outside the range of int32
 * they wrap), and for bool everything but ±0 is true. The gradient passes from float32 to float32 only.
 */
export function cast<T extends Tensor>(x: T, dtype: Dtype): T {
  requireTensor('cast', 'x', x);
  if (dtype === x.dtype) return runKernel<T>('Identity', { x });
  return dtype === 'bool' ? notEqual<T>(x, 0) : runKernel<T>('Cast', { x }, { dtype });
}

/** The same values, as a constant for every gradient. Shares memory with `x`; the caller still disposes both. */
export function stopGradient<T extends Tensor>(x: T): T {
  requireTensor('stopGradient', 'x', x);
  noteUse([x]);
  return freshTensor(x) as T;
}
