// Critics with a vector of values: how much of each kind of pain is to come, each foretold by an output of its own.
//
// One number for all that may go wrong hides what goes wrong. A critic with an output for each kind gives C a gradient for
// each (Schmidhuber 1990, "Recurrent networks adjusted by adaptive critics").
import {
  add,
  checkShapes,
  cumsum,
  exp,
  log,
  mean,
  mul,
  neg,
  reshape,
  sigmoid,
  softplus,
  stopGradient,
  sub,
  sum,
  tensor,
  tidy,
} from '@saccade/math';
import { pow } from '@saccade/math/portable';
import type { Scalar, Tensor2D, Tensor3D } from '@saccade/math';
import { applyMlp } from './mlp.ts';
import type { MlpParams } from './mlp.ts';
import { meanWhere, stepOf } from './foresight.ts';
import type { Imagined } from './imagine.ts';
import { lambdaReturns } from './td-lambda.ts';
import type { LambdaOptions } from './td-lambda.ts';

/** Where critic and C were: `T` steps, `B` batch, `X` observation, `K` kinds of pain. Episodes may begin anew in between. */
export interface Passed {
  /** x(t), `[T, B, X]`. */
  readonly x: Tensor3D;
  /** x(t+1) before any new beginning, `[T, B, X]`. */
  readonly next: Tensor3D;
  /** What x(t+1) felt like, 0..1, `[T, B, K]`. */
  readonly pains: Tensor3D;
  /** 1 where the episode ended with x(t+1), `[T, B]`. */
  readonly ended: Tensor2D;
  /** 1 for steps that were made, 0 where the episode had ended before, `[T, B]`. Default: all. */
  readonly lived?: Tensor2D;
}

/** The pain to come after each of `[T, B, X]`, by kind and discounted, each 0..1: `[T, B, K]`. The caller disposes it. */
export function foreseen(critic: MlpParams, x: Tensor3D): Tensor3D {
  const { T, B, X } = checkShapes('foreseen', { x: [x, 'T B X'] });
  return tidy(() => {
    const values = applyMlp(critic, reshape(x, [T * B, X]) as Tensor2D);
    return reshape(values, [T, B, values.shape[1]]) as Tensor3D;
  });
}

/** What the critic should have foreseen, `[T, B, K]`: {@link lambdaReturns} with its own values, without gradients. */
export function criticTargets(
  critic: MlpParams,
  { next, pains, ended }: Passed,
  options: LambdaOptions,
): Tensor3D {
  return tidy(() => {
    const values = foreseen(critic, next);
    return stopGradient(lambdaReturns({ felt: pains, values, ended }, options)) as Tensor3D;
  });
}

/**
 * How far a critic is from what it should have foreseen, `[]`: the mean over steps of cross entropies, summed over kinds. Pains
 * are episodes' ends or their like, so that what is to come stays within 0..1.
 */
export function criticLoss(critic: MlpParams, passed: Passed, options: LambdaOptions): Scalar {
  return tidy(() => {
    const [values, targets] = [foreseen(critic, passed.x), criticTargets(critic, passed, options)];
    const cross = add(
      mul(targets, log(add(values, TINY))),
      mul(sub(1, targets), log(add(sub(1, values), TINY))),
    );
    return neg(meanOf(sum(cross, 2) as Tensor2D, passed.lived)) as Scalar;
  });
}

function meanOf(each: Tensor2D, lived: Tensor2D | undefined): Scalar {
  return lived ? meanWhere(each, lived) : mean(each);
}

/** Keeps logarithms finite. */
const TINY = 1e-12;

/** Options of {@link painAhead}. */
export interface AheadOptions {
  /**
   * ε > 0: pain that is less than this, as it is far or unlikely, is not worth avoiding; and a critic says nothing reliable
   * of it. Default 0.01.
   */
  readonly negligible?: number;
}

/** Options of {@link painForEver}. */
export interface ForeverOptions extends AheadOptions {
  /** γ, 0..1. */
  readonly discount: number;
}

/**
 * How much pain a critic foresees at `x [T, B, X]`, `[]`: the mean of `log(ε + V(x))` over steps that were lived, summed over kinds. A
 * C that acts there learns by it without M, where the critic sees actions as well: `x` is what is seen and what C does about it.
 * @param lived - see {@link Passed}.
 */
export function painAhead(
  critic: MlpParams,
  { x, lived }: Pick<Passed, 'x' | 'lived'>,
  { negligible = 0.01 }: AheadOptions = {},
): Scalar {
  checkNegligible('painAhead', negligible);
  return tidy(() => meanOf(sum(log(add(foreseen(critic, x), negligible)), 2) as Tensor2D, lived));
}

function checkNegligible(name: string, negligible: number): void {
  if (!(negligible > 0)) throw new RangeError(`${name}: negligible must be > 0, got ${negligible}`);
}

/**
 * How much a dream of a few steps will have hurt for ever, `[]`: the mean over `B`, summed over kinds, of
 *
 *     log(ε + Σ_t γ^t alive(t) p(t+1) + γ^T alive(T) V(x̂(T)))
 *
 * with probabilities p of pain and of life without it as M foretells them, and what the critic says of the end. Of a logarithm
 * as C then sees whether pain comes sooner or later, even if it is far.
 */
export function painForEver(
  critic: MlpParams,
  { feelings: pains, observations }: Imagined,
  { discount, negligible = 0.01 }: ForeverOptions,
): Scalar {
  const { T } = checkShapes('painForEver', {
    ...{ pains: [pains, 'T B K'], observations: [observations, 'T B X'] },
  });
  checkNegligible('painForEver', negligible);
  return tidy(() => {
    const hurt = sum(softplus(pains), 2, { keepDims: true });
    const alive = exp(neg(cumsum(hurt, 0, { exclusive: true })));
    const powers = Array.from({ length: T }, (_, t) => pow(discount, t));
    const dreamt = sum(mul(mul(sigmoid(pains), alive), tensor(powers, [T, 1, 1])), 0);
    const last = stepOf(observations, T - 1);
    const after = mul(applyMlp(critic, last), mul(exp(neg(sum(hurt, 0))), pow(discount, T)));
    return mean(sum(log(add(add(dreamt, after), negligible)), 1)) as Scalar;
  });
}
