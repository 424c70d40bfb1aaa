// Learning while a stream goes on: the gradient is carried forward in time, an update of the slow weights at each step.
import type { ProgrammedParams, ProgrammedState } from '@saccade/fast-weights';
import {
  add,
  compile,
  div,
  globalNorm,
  grad,
  grads,
  matMul,
  maximum,
  mul,
  oneHot,
  range,
  reshape,
  scan,
  slice,
  square,
  stack,
  sub,
  sum,
  zeros,
} from '@saccade/math';
import type { Cell, Compiled, Scalar, Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import type { OnlineOptions } from './options.ts';

export type ProgrammedCell = Cell<ProgrammedParams, ProgrammedState>;

/** All that goes on from step to step. `S` inputs of the slow net, `W` outputs, `n` fast weights. One stream: batch 1. */
export interface Learning extends ProgrammedParams, ProgrammedState {
  /** How each fast weight depends on the slow weights of the past, `[n, S·W]`. */
  readonly sensitivity: Tensor2D;
}

interface Step {
  /** `[1, I]` */
  readonly x: Tensor2D;
  /** `[1, V]` */
  readonly target: Tensor2D;
  /** `[1, 1]` */
  readonly asked: Tensor2D;
}

/** Learning at its beginning. It takes the slow weights over. */
export function beginLearning(cell: ProgrammedCell, { slow }: ProgrammedParams): Learning {
  const { weights } = cell.initialState({ slow }, 1);
  return { slow, weights, sensitivity: zeros<Tensor2D>([weights.size, slow.size]) };
}

/**
 * Learns from steps of a stream, `T` of them: `xs [T, 1, I]`, `targets [T, 1, V]`, `asked [T, 1, 1]`. Disposes the old state;
 * outputs are `[T, 1, V]`. Compiled, with the old state donated.
 *
 * Real-time recurrent learning (Robinson & Fallside 1987; Williams & Zipser 1989): with the fast weights w, the slow weights
 * θ and `w' = f(w, θ)`, the sensitivity `P = dw/dθ` goes on as `P' = ∂f/∂w P + ∂f/∂θ`, and the gradient of a step's error is
 * `∂E/∂w P`. It is exact, but for what θ has changed meanwhile.
 */
export function realTimeLearning(
  cell: ProgrammedCell,
  options: Pick<OnlineOptions, 'rate' | 'clip'>,
): Compiled<[Learning, Tensor3D, Tensor3D, Tensor3D], [Learning, Tensor3D]> {
  return compile(
    (before: Learning, x: Tensor3D, target: Tensor3D, asked: Tensor3D): [Learning, Tensor3D] => {
      const steps = { x, target, asked } as unknown as Step;
      const [after, ys] = scan(
        (state: Learning, step: Step) => learn(cell, options, state, step),
        before,
        steps,
      );
      return [after, ys as Tensor as Tensor3D];
    },
    { donate: [0] },
  );
}

function learn(
  cell: ProgrammedCell,
  { rate, clip }: Pick<OnlineOptions, 'rate' | 'clip'>,
  { slow, weights, sensitivity }: Learning,
  { x, target, asked }: Step,
): [Learning, Tensor2D] {
  const [next, y] = cell.step({ slow }, { weights }, x);
  const error = (w: Tensor3D): Scalar => {
    const [, answer] = cell.step({ slow }, { weights: w }, x);
    return mul(sum(mul(square(sub(answer, target)), asked)), 0.5) as Scalar;
  };
  const byWeights = reshape<Tensor2D>(grad(error)(weights), [1, weights.size]);
  const gradient = reshape<Tensor2D>(matMul(byWeights, sensitivity), slow.shape);
  const stepSize = div(rate * clip, maximum(globalNorm(gradient), clip));
  const after = {
    slow: sub<Tensor2D>(slow, mul(gradient, stepSize)),
    weights: next.weights,
    sensitivity: nextSensitivity(cell, { slow, weights, sensitivity }, x),
  };
  return [after, y];
}

/** `∂w'/∂w P + ∂w'/∂θ`, row by row of the Jacobians. */
function nextSensitivity(
  cell: ProgrammedCell,
  { slow, weights, sensitivity }: Learning,
  x: Tensor2D,
): Tensor2D {
  const n = weights.size;
  const one = oneHot<Tensor2D>(range(0, n, 1, 'int32'), n);
  const rows = Array.from({ length: n }, (_, i) => {
    const component = (w: Tensor3D, theta: Tensor2D): Scalar => {
      const [next] = cell.step({ slow: theta }, { weights: w }, x);
      const chosen = reshape<Tensor3D>(slice(one, [i, 0], [1, n]), weights.shape);
      return sum(mul(next.weights, chosen)) as Scalar;
    };
    return grads(component)(weights, slow);
  });
  const byWeights = stack(rows.map(([w]) => reshape(w, [n]))) as Tensor2D;
  const bySlow = stack(rows.map(([, theta]) => reshape(theta, [slow.size]))) as Tensor2D;
  return add(matMul(byWeights, sensitivity), bySlow);
}
