// A weight matrix that says how to rewrite itself.
import {
  add,
  broadcastTo,
  checkShapes,
  concat,
  mul,
  normal,
  reshape,
  sigmoid,
  split,
  sub,
  tidy,
} from '@saccade/math';
import type { Cell, Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { checkCounts } from './check.ts';
import type { FeatureMap } from './feature-maps.ts';
import { softmaxFeatures } from './feature-maps.ts';
import { outerProduct, read } from './rule.ts';

/** Options of {@link selfReferentialCell}. */
export interface SelfReferentialOptions {
  /** `I`, inputs of all heads together; each head sees its share of them. */
  readonly inputs: number;
  /** `O`, outputs of a head. */
  readonly outputs: number;
  /** `N`, matrices side by side. It must divide the inputs. Default 1. */
  readonly heads?: number;
  /** What becomes of inputs, keys and queries; it must keep their length. Default softmax (Irie et al. 2022). */
  readonly features?: FeatureMap;
}

/** `weights [N, O + 2D + 4, D]` with `D = I / N`: the matrices as they begin. Rows are packed `[y | q | k | rates]`. */
export interface SelfReferentialParams {
  readonly weights: Tensor3D;
}

/** `weights [B·N, O + 2D + 4, D]`, as they are now. */
export interface SelfReferentialState {
  readonly weights: Tensor3D;
}

/**
 * The self-referential weight matrix. For each head,
 *
 *     [y | q | k | b] = W φ(x);   W' = W + β ∘ (W φ(q) − W φ(k)) ⊗ φ(k)
 *
 * where β holds, for each row, σ of one of the four numbers b: the rows of y, of q, of k and of b themselves have one each. So
 * everything is rewritten, that which tells how to rewrite included. Outputs are those of all heads, `[B, N·O]`. Nothing bounds
 * the matrix: one that has not learned to hold itself may outgrow float32 within a thousand steps.
 *
 * Source: Irie, Schlag, Csordás & Schmidhuber 2022, "A modern self-referential weight matrix that learns to modify itself".
 */
export function selfReferentialCell(
  options: SelfReferentialOptions,
): Cell<SelfReferentialParams, SelfReferentialState> {
  const { inputs, outputs, heads = 1, features = softmaxFeatures } = options;
  checkCounts('selfReferentialCell', { inputs, outputs, heads, 'inputs / heads': inputs / heads });
  const D = inputs / heads;
  const blocks = [outputs, D, D, 4];
  const rows = outputs + 2 * D + 4;
  return {
    init: (key) => ({ weights: normal<Tensor3D>(key, [heads, rows, D], { sd: 1 / Math.sqrt(D) }) }),
    initialState: ({ weights }, batch) =>
      tidy(() => ({
        weights: reshape<Tensor3D>(broadcastTo(weights as Tensor, [batch, heads, rows, D]), [
          batch * heads,
          rows,
          D,
        ]),
      })),
    step: (_, { weights }, x) =>
      tidy(() => {
        const { B } = checkShapes('selfReferentialCell', { x: [x, `B ${inputs}`] });
        checkShapes('selfReferentialCell', { weights: [weights, `${B * heads} ${rows} ${D}`] });
        const seen = features.apply(reshape<Tensor2D>(x, [B * heads, D]));
        const [y, q, k, said] = split(read(weights, seen), blocks, 1) as Tensor2D[];
        const key = features.apply(k);
        const change = read(weights, sub<Tensor2D>(features.apply(q), key));
        const written = outerProduct(mul(rates(said, blocks), change), key);
        return [{ weights: add<Tensor3D>(weights, written) }, reshape<Tensor2D>(y, [B, heads * outputs])];
      }),
  };
}

/** σ of each number, for each row of its block: `[B, 4]` to `[B, rows]`. */
function rates(said: Tensor2D, blocks: readonly number[]): Tensor2D {
  const each = split(sigmoid(said), blocks.length, 1);
  return concat<Tensor2D>(
    blocks.map((rows, i) => broadcastTo<Tensor2D>(each[i], [said.shape[0], rows])),
    1,
  );
}
