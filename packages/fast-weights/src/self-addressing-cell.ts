// A recurrent net whose own activity rewrites its own weights: as many variables that change in time as it has weights.
import {
  add,
  checkShapes,
  clip,
  concat,
  expandDims,
  mul,
  normal,
  sub,
  tanh,
  tidy,
  tile,
  zeros,
} from '@saccade/math';
import type { Cell, Tensor2D, Tensor3D } from '@saccade/math';
import { checkCounts, checkRange } from './check.ts';
import { outerProduct, read } from './rule.ts';

/** Options of {@link selfAddressingCell}. */
export interface SelfAddressingOptions {
  /** `I` */
  readonly inputs: number;
  /** `H` */
  readonly units: number;
  /** θ in 0..1: activities below it hardly rewrite anything. Default 0.6 (ours; the paper leaves g and h open). */
  readonly threshold?: number;
  /** s > 0, how sharp the threshold is. Default 6 (ours). */
  readonly sharpness?: number;
  /** Weights stay in ± this. Default 4 (ours; the paper leaves σ open). */
  readonly bound?: number;
  /** Standard deviation of the weights at the beginning. Default 0.1 (ours). */
  readonly initScale?: number;
}

/** `weights [H, I + H]`, as they are before the first step: all that is learned. Columns are `[inputs | units]`. */
export interface SelfAddressingParams {
  readonly weights: Tensor2D;
}

export interface SelfAddressingState {
  /** `[B, H]` */
  readonly units: Tensor2D;
  /** `[B, H, I + H]` */
  readonly weights: Tensor3D;
}

/**
 * A fully recurrent net that rewrites itself: from source j to unit i,
 *
 *     l(t)      = [x(t) | y(t)];   y(t+1) = tanh(W(t) l(t))
 *     W_ij(t+1) = σ[W_ij(t) + g(l_j(t)) h(y_i(t+1))]
 *
 * g = h is a soft threshold, `½ [tanh(s (x − θ)) + tanh(s (x + θ))]`, about 0 in the middle and ±1 beyond θ: strong activities
 * are the net's spotlight on its own weights. σ keeps weights within bounds, and leaves those inside as they are, so that nothing
 * is forgotten. H·(I + H) variables change in time with as many operations; the output is y(t+1).
 *
 * Source: Schmidhuber 1993, "Reducing the ratio between learning complexity and number of time-varying variables in fully
 * recurrent nets". It leaves g, h and σ open and reports no experiment.
 */
export function selfAddressingCell(
  options: SelfAddressingOptions,
): Cell<SelfAddressingParams, SelfAddressingState> {
  const { inputs, units, threshold = 0.6, sharpness = 6, bound = 4, initScale = 0.1 } = options;
  checkCounts('selfAddressingCell', { inputs, units });
  checkRange('selfAddressingCell', 'threshold', threshold, 0, 1);
  checkRange('selfAddressingCell', 'bound', bound, 0, Number.MAX_VALUE);
  const strong = (x: Tensor2D): Tensor2D => softThreshold(x, threshold, sharpness);
  return {
    init: (key) => ({ weights: normal<Tensor2D>(key, [units, inputs + units], { sd: initScale }) }),
    initialState: ({ weights }, batch) => ({
      units: zeros<Tensor2D>([batch, units]),
      weights: tidy(() => tile<Tensor3D>(expandDims(weights, 0), [batch, 1, 1])),
    }),
    step: (_, { units: before, weights }, x) =>
      tidy(() => {
        checkShapes('selfAddressingCell', { x: [x, `B ${inputs}`], units: [before, `B ${units}`] });
        const sources = concat<Tensor2D>([x, before], 1);
        const after = tanh(read(weights, sources));
        const written = outerProduct(strong(after), strong(sources));
        return [{ units: after, weights: clip<Tensor3D>(add(weights, written), -bound, bound) }, after];
      }),
  };
}

/** `½ [tanh(s (x − θ)) + tanh(s (x + θ))]` */
function softThreshold(x: Tensor2D, threshold: number, sharpness: number): Tensor2D {
  const step = (shifted: Tensor2D): Tensor2D => tanh(mul<Tensor2D>(shifted, sharpness));
  return mul(add<Tensor2D>(step(sub(x, threshold)), step(add(x, threshold))), 0.5);
}
