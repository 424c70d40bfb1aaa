import { failShape } from '../errors.ts';
import type { Scalar, Tensor, Tensor2D } from '../tensor-types.ts';
import { requireFloat } from './arguments.ts';
import { matMul } from './mat-mul.ts';
import { reshape } from './reshaping.ts';
import { withTemporaries } from './temporaries.ts';

/**
 * Inner product `Σ_i a[i] · b[i]`; float32.
 *
 * @param a - `[N]`.
 * @param b - `[N]`.
 */
export function dot(a: Tensor, b: Tensor): Scalar {
  requireVector('dot', 'a', a);
  requireVector('dot', 'b', b);
  const [n] = a.shape as [number];
  if (b.shape[0] !== n) failShape('dot', 'b', `[N=${n}]`, b);
  return withTemporaries((own) => {
    const product = own(matMul(own(reshape(a, [1, n])), own(reshape(b, [n, 1]))));
    return reshape<Scalar>(product, []);
  });
}

/**
 * Outer product `out[m, n] = a[m] · b[n]`; float32.
 *
 * @param a - `[M]`.
 * @param b - `[N]`.
 */
export function outer(a: Tensor, b: Tensor): Tensor2D {
  requireVector('outer', 'a', a);
  requireVector('outer', 'b', b);
  return withTemporaries((own) =>
    matMul<Tensor2D>(own(reshape(a, [a.size, 1])), own(reshape(b, [1, b.size]))),
  );
}

function requireVector(name: string, argument: string, x: Tensor): void {
  requireFloat(name, argument, x);
  if (x.shape.length !== 1)
    failShape(name, argument, name === 'outer' && argument === 'a' ? '[M]' : '[N]', x);
}
