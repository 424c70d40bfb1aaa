// Temporal differences (Sutton 1988), for a vector of values: one for each kind of pain or pleasure (Schmidhuber 1990).
import { add, checkShapes, expandDims, mul, reshape, scan, slice, sub, tidy } from '@saccade/math';
import type { Tensor, Tensor2D, Tensor3D } from '@saccade/math';

/** What was felt along the way. `T` steps, `B` batch, `K` kinds. */
export interface Felt {
  /** What x(t+1) felt like, `[T, B, K]`. */
  readonly felt: Tensor3D;
  /** What the critic says of x(t+1), `[T, B, K]`. */
  readonly values: Tensor3D;
  /** 1 where the episode ended with x(t+1), so that nothing follows, `[T, B]`. */
  readonly ended: Tensor2D;
}

/** Options of {@link lambdaReturns}. */
export interface LambdaOptions {
  /** γ, how much of what is felt a step later counts now, 0..1. */
  readonly discount: number;
  /** λ, 0..1: 0 trusts the critic after one step, 1 waits for the end. */
  readonly lambda: number;
}

/**
 * What a critic should have said of x(t), `[T, B, K]`: the forward view of TD(λ),
 *
 *     G(t) = r(t+1) + γ (1 − ended(t+1)) ((1 − λ) V(x(t+1)) + λ G(t+1))      G(T) = V(x(T))
 *
 * so that `G(t) − V(x(t)) = Σ_n (γλ)ⁿ δ(t+n)`, sums of errors of single steps up to the end. Source: Sutton 1988; Sutton & Barto 2018, ch. 12.
 */
export function lambdaReturns({ felt, values, ended }: Felt, { discount, lambda }: LambdaOptions): Tensor3D {
  for (const [name, value] of Object.entries({ discount, lambda })) {
    if (!(value >= 0 && value <= 1))
      throw new RangeError(`lambdaReturns: ${name} must be in 0..1, got ${value}`);
  }
  const { T, B, K } = checkShapes('lambdaReturns', {
    ...{ felt: [felt, 'T B K'], values: [values, 'T B K'], ended: [ended, 'T B'] },
  });
  return tidy(() => {
    const goesOn = mul(sub(1, expandDims(ended, 2)), discount) as Tensor3D;
    const xs = { felt, values, goesOn } as unknown as Record<'felt' | 'values' | 'goesOn', Tensor2D>;
    const last = reshape(slice(values, [T - 1, 0, 0]), [B, K]) as Tensor2D;
    const [, returns] = scan(
      (later: Tensor2D, at: typeof xs) => {
        const next = add(mul(at.values, 1 - lambda), mul(later, lambda));
        const now = add(at.felt, mul(at.goesOn, next)) as Tensor2D;
        return [now, now];
      },
      last,
      xs,
      { reverse: true },
    );
    return returns as Tensor as Tensor3D;
  });
}
