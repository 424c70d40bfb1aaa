import { selfReferentialCell } from '@saccade/fast-weights';
import type { SelfReferentialParams, SelfReferentialState } from '@saccade/fast-weights';
import {
  add,
  lecunNormal,
  matMul,
  mean,
  mul,
  neg,
  normal,
  reshape,
  slice,
  softplus,
  split,
  sub,
  tensor,
  tidy,
  unroll,
  unrollStates,
  zeros,
} from '@saccade/math';
import type { Cell, Key, Scalar, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import { BOOLEAN_INPUTS, booleanSequences } from '@saccade/tasks';
import type { SelfReferentialOptions } from './options.ts';

/** What is learned: how steps are shown to the matrix, how it begins, and how its outputs are read. `D` size. */
export interface ReferentialParams {
  /** `[3, D]` */
  readonly embed: Tensor2D;
  /** `[D]` */
  readonly bias: Tensor1D;
  readonly matrix: SelfReferentialParams;
  /** `[D, 1]` */
  readonly out: Tensor2D;
}

/** `T` steps, `B` sequences. */
export interface BooleanBatch {
  /** `[T, B, 3]` */
  readonly xs: Tensor3D;
  /** 0 or 1 at all steps, `[T, B]`. */
  readonly answers: Tensor2D;
}

/** A self-referential matrix between an embedding and a readout. */
export interface ReferentialNet {
  init(key: Key): ReferentialParams;
  /** Logits of the answer 1 at each step, `[T, B]`. */
  logits(params: ReferentialParams, xs: Tensor3D): Tensor2D;
  /** The same, of a matrix that is never rewritten. */
  frozenLogits(params: ReferentialParams, xs: Tensor3D): Tensor2D;
  /** Logits, and the matrices of all heads after each step, `[T, B·N, rows, D/N]`. */
  watch(params: ReferentialParams, xs: Tensor3D): { logits: Tensor2D; states: SelfReferentialState };
}

export function referentialNet({ size, heads }: SelfReferentialOptions): ReferentialNet {
  const cell: Cell<SelfReferentialParams, SelfReferentialState> = selfReferentialCell({
    ...{ inputs: size, outputs: size / heads, heads },
  });
  return {
    init: (key) => {
      const [kEmbed, kMatrix, kOut] = split(key, 3);
      return {
        embed: normal<Tensor2D>(kEmbed, [BOOLEAN_INPUTS, size]),
        bias: zeros<Tensor1D>([size]),
        matrix: cell.init(kMatrix),
        out: lecunNormal(kOut, [size, 1]) as Tensor2D,
      };
    },
    logits: (params, xs) => readOut(params, unroll(cell, params.matrix, embedded(params, xs)).outputs),
    frozenLogits: (params, xs) => {
      const [T, B] = xs.shape;
      // Each step is the first one of a sequence of its own.
      const first = reshape<Tensor3D>(embedded(params, xs), [1, T * B, size]);
      const { outputs } = unroll(cell, params.matrix, first);
      return readOut(params, reshape<Tensor3D>(outputs, [T, B, size]));
    },
    watch: (params, xs) => {
      const { outputs, states } = unrollStates(cell, params.matrix, embedded(params, xs));
      return { logits: readOut(params, outputs), states };
    },
  };
}

function embedded({ embed, bias }: ReferentialParams, xs: Tensor3D): Tensor3D {
  const [T, B, I] = xs.shape;
  const rows = add<Tensor2D>(matMul(reshape<Tensor2D>(xs, [T * B, I]), embed), bias);
  return reshape(rows, [T, B, bias.size]);
}

function readOut({ out }: ReferentialParams, outputs: Tensor3D): Tensor2D {
  const [T, B, D] = outputs.shape;
  return reshape(matMul(reshape<Tensor2D>(outputs, [T * B, D]), out), [T, B]);
}

/** Sequences as tensors; the key is consumed. */
export function drawBooleanBatch(
  options: Pick<SelfReferentialOptions, 'examples' | 'queries'>,
  key: Key,
  batch: number,
): BooleanBatch {
  const { steps, inputs, answers } = booleanSequences(options, key, batch);
  return {
    xs: tensor<Tensor3D>(inputs, [steps, batch, BOOLEAN_INPUTS]),
    answers: tensor<Tensor2D>(answers, [steps, batch]),
  };
}

/** The steps that ask, from `examples` on: `[T, B]` to `[queries, B]`. */
export function asked(x: Tensor2D, { examples, queries }: SelfReferentialOptions): Tensor2D {
  return slice<Tensor2D>(x, [examples, 0], [queries, x.shape[1]]);
}

/** Cross-entropy of the answers that are asked for: `softplus(−z)` where 1 is right, `softplus(z)` where 0 is. */
export function booleanLoss(
  net: ReferentialNet,
  options: SelfReferentialOptions,
  params: ReferentialParams,
  { xs, answers }: BooleanBatch,
): Scalar {
  return tidy(() => {
    const signs = sub(mul(asked(answers, options), 2), 1);
    return mean(softplus(neg(mul(asked(net.logits(params, xs), options), signs)))) as Scalar;
  });
}
