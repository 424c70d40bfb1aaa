// The contract of fast weights: a net whose weights change at every step of time, by what another net says.
//
// A slow net *programs* a fast one (Schmidhuber 1992). Its outputs at a step are signals; a rule turns the fast weights and
// these signals into the fast weights of the next step; a query reads from them. Heads are fast nets of their own: they
// lie side by side in the batch, `[B·N, V, K]` for `N` heads.
import { checkShapes, matMul, reshape, tidy, zeros } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';

/** How fast weights change. `B` batch, `K` keys (inputs of the fast net), `V` values (its outputs). */
export interface UpdateRule<Signals> {
  /**
   * The fast weights after a step.
   * @param weights - `[B, V, K]` before it; read only, still the caller's.
   * @param signals - what the slow net says at this step. A tree of tensors, `[B, …]` each.
   * @returns `[B, V, K]`. The caller disposes it.
   * @throws {@link ShapeError} naming the first signal that disagrees.
   */
  write(weights: Tensor3D, signals: Signals): Tensor3D;
}

/** What to remember and under which key. */
export interface KeyValue {
  /** `[B, K]` */
  readonly key: Tensor2D;
  /** `[B, V]` */
  readonly value: Tensor2D;
}

/** A key, a value, and the numbers in 0..1, `[B, 1]` each, by which a rule is told how much to keep and to write. */
export type Association<Gate extends string = never> = KeyValue & Readonly<Record<Gate, Tensor2D>>;

/** A rule that puts values under keys, linearly in the weights and in the value. */
export interface AssociativeRule<Gate extends string = never> extends UpdateRule<Association<Gate>> {
  /** Names of the signals beside key and value. */
  readonly gates: readonly Gate[];
  /**
   * What a read after this write comes to, in terms of a read before it: `W' q = W query + strength · v`.
   *
   * So one read at the end of a sequence needs no weights: see `recall`.
   * @param query - q, `[B, K]`.
   * @param signals - as for `write`; its value does not matter.
   */
  pull(query: Tensor2D, signals: Association<Gate>): Pulled;
}

/** A query on its way back in time. The caller disposes both, but for a query that is the one that was given. */
export interface Pulled {
  /** What to ask the weights before the write, `[B, K]`. */
  readonly query: Tensor2D;
  /** How much of the written value is in the answer, `[B, 1]`. */
  readonly strength: Tensor2D;
}

/** Fast weights that hold nothing, `[B, V, K]`. */
export function emptyWeights(batch: number, values: number, keys: number): Tensor3D {
  return zeros<Tensor3D>([batch, values, keys]);
}

/**
 * The answer of the fast net: `y = W q`.
 *
 * @param weights - `[B, V, K]`.
 * @param query - `[B, K]`.
 * @returns `[B, V]`. The caller disposes it.
 */
export function read(weights: Tensor3D, query: Tensor2D): Tensor2D {
  const { B, K, V } = checkShapes('read', { weights: [weights, 'B V K'], query: [query, 'B K'] });
  return tidy(() => reshape<Tensor2D>(matMul(weights, reshape(query, [B, K, 1])), [B, V]));
}

/**
 * The outer product of each row: `out[b] = to[b] ⊗ from[b]`.
 *
 * @param to - `[B, V]`.
 * @param from - `[B, K]`.
 * @returns `[B, V, K]`. The caller disposes it.
 */
export function outerProduct(to: Tensor2D, from: Tensor2D): Tensor3D {
  const { B, V, K } = checkShapes('outerProduct', { to: [to, 'B V'], from: [from, 'B K'] });
  return tidy(() => matMul<Tensor3D>(reshape(to, [B, V, 1]), reshape(from, [B, 1, K])));
}
