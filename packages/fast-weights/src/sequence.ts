// Whole sequences of writes: with the weights, or by the query alone.
import { checkShapes, flattenTree, mul, reshape, scan, stack, sum, tidy, unstack } from '@saccade/math';
import type { Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { read } from './rule.ts';
import type { Association, AssociativeRule, UpdateRule } from './rule.ts';

/** Options of {@link writeAll}. */
export interface WriteAllOptions {
  /**
   * A step of a compiled program for each step of time, instead of a loop. Its gradient keeps what that of a loop computes anew:
   * about a fifth faster, but program and memory grow with the length. Default false.
   */
  readonly expand?: boolean;
}

/**
 * Writes and reads step by step: `W_t = rule(W_{t−1}, signals_t)`, `y_t = W_t q_t`.
 *
 * `T` steps, `B` batch, `K` keys, `V` values.
 * @param weights - W_0, `[B, V, K]`.
 * @param signals - the tree of the rule's signals, `[T, B, …]` each.
 * @param queries - `[T, B, K]`.
 * @returns W_T and the answers `[T, B, V]`: the same bits as step by step. The caller owns them.
 */
export function writeAll<Signals>(
  rule: UpdateRule<Signals>,
  weights: Tensor3D,
  signals: InTime<Signals>,
  queries: Tensor3D,
  { expand = false }: WriteAllOptions = {},
): [weights: Tensor3D, answers: Tensor3D] {
  checkShapes('writeAll', { weights: [weights, 'B V K'], queries: [queries, 'T B K'] });
  const step = (before: Tensor3D, [now, query]: readonly [Signals, Tensor]): [Tensor3D, Tensor] => {
    const after = rule.write(before, now);
    return [after, read(after, query as Tensor2D)];
  };
  const xs = [signals as Signals, queries as Tensor] as const;
  if (!expand) return scan(step, weights, xs) as [Tensor3D, Tensor3D];
  return tidy(() => {
    let last = weights;
    const answers = stepsOf(xs).map((x) => {
      const [after, answer] = step(last, x);
      last = after;
      return answer;
    });
    return [last, stack<Tensor3D>(answers)];
  });
}

/** A tree of signals of all steps: each tensor `[T, …]` in place of `[…]`. */
export type InTime<Signals> = { readonly [Name in keyof Signals]: Tensor3D };

/** The tree at each step. */
function stepsOf<Tree>(tree: Tree): Tree[] {
  const { leaves, unflatten } = flattenTree<Tree>(tree);
  const steps = leaves.map((leaf) => unstack(leaf));
  return steps[0].map((_, t) => unflatten(steps.map((leaf) => leaf[t])));
}

/**
 * How much of each value is in the answer to a query after the last write: `W_T q = Σ_t strength_t v_t`, for `W_0 = 0`.
 *
 * The query goes back in time instead of the weights forth, which takes `O(T·K)` numbers and operations in place of
 * `O(T·V·K)`. With the sum rule the strengths are those of linear attention, `k_t · q`.
 *
 * `T` steps, `B` batch, `K` keys, `V` values.
 * @param signals - of the rule, `[T, B, …]` each.
 * @param query - `[B, K]`.
 * @returns `[T, B]`. The caller disposes it.
 */
export function recallStrengths<Gate extends string>(
  rule: AssociativeRule<Gate>,
  signals: InTime<Association<Gate>>,
  query: Tensor2D,
): Tensor2D {
  checkShapes('recallStrengths', { key: [signals.key, 'T B K'], query: [query, 'B K'] });
  return tidy(() => {
    const back = (asked: Tensor, now: Association<Gate>): [Tensor, Tensor] => {
      const { query: before, strength } = rule.pull(asked as Tensor2D, now);
      return [before, strength];
    };
    const [, strengths] = scan(back, query as Tensor, signals as unknown as Association<Gate>, {
      reverse: true,
    });
    return reshape<Tensor2D>(strengths, strengths.shape.slice(0, 2));
  });
}

/**
 * Values by their strengths: `y = Σ_t strength_t v_t`.
 *
 * @param strengths - `[T, B]`, of {@link recallStrengths} or `softmaxStrengths`.
 * @param values - `[T, B, V]`.
 * @returns `[B, V]`. The caller disposes it.
 */
export function blend(strengths: Tensor2D, values: Tensor3D): Tensor2D {
  const { T, B } = checkShapes('blend', { strengths: [strengths, 'T B'], values: [values, 'T B V'] });
  return tidy(() => sum<Tensor2D>(mul(reshape(strengths, [T, B, 1]), values), 0));
}
