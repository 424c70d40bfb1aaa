// Rules that look up what is under a key before they write there (Widrow & Hoff 1960).
import { add, checkShapes, expandDims, mul, sub, tidy } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { outerProduct, read } from './rule.ts';
import type { Association, AssociativeRule, Pulled } from './rule.ts';
import { match } from './sum-rule.ts';

/**
 * The delta rule: `W' = W + β (v − W k) ⊗ k`. What was under the key is replaced by a share β of the value.
 *
 * The weights stay bounded where β |k|² < 2: keep keys at length 1 at most, for instance by `softmax` or `sumNormalised`.
 * Source: Schlag, Irie & Schmidhuber 2021.
 */
export const deltaRule: AssociativeRule<'rate'> = {
  gates: ['rate'],
  write: (weights, signals) => {
    checkDelta('deltaRule', weights, signals);
    return tidy(() => corrected(weights, signals));
  },
  pull: (query, signals) => tidy(() => pulledBack(query, signals)),
};

/**
 * The gated delta rule: `W' = α W (I − β k ⊗ k) + β v ⊗ k`. All that was written fades by α = `keep`, and what is under the
 * key is replaced. Source: Yang, Kautz & Hatamizadeh 2025.
 */
export const gatedDeltaRule: AssociativeRule<'keep' | 'rate'> = {
  gates: ['keep', 'rate'],
  write: (weights, signals) => {
    checkDelta('gatedDeltaRule', weights, signals);
    checkShapes('gatedDeltaRule', { key: [signals.key, 'B K'], keep: [signals.keep, 'B 1'] });
    return tidy(() => corrected(mul<Tensor3D>(weights, expandDims(signals.keep, 2)), signals));
  },
  pull: (query, signals) =>
    tidy(() => {
      const before = pulledBack(query, signals);
      return { ...before, query: mul<Tensor2D>(before.query, signals.keep) };
    }),
};

/** `W + β (v − W k) ⊗ k` */
function corrected(weights: Tensor3D, { key, value, rate }: Association<'rate'>): Tensor3D {
  const error = sub<Tensor2D>(value, read(weights, key));
  return add(weights, outerProduct(mul<Tensor2D>(rate, error), key));
}

/** `W' q = W (q − β (k·q) k) + β (k·q) v` */
function pulledBack(query: Tensor2D, { key, rate }: Association<'rate'>): Pulled {
  const strength = mul<Tensor2D>(rate, match(query, key));
  return { query: sub<Tensor2D>(query, mul(strength, key)), strength };
}

function checkDelta(name: string, weights: Tensor3D, { key, value, rate }: Association<'rate'>): void {
  checkShapes(name, {
    weights: [weights, 'B V K'],
    key: [key, 'B K'],
    value: [value, 'B V'],
    rate: [rate, 'B 1'],
  });
}
