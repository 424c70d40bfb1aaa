// Gradients that are carried forward in time, beside the activity of a net.
import { sourceCount } from './logistic-net.ts';
import type { LogisticNet } from './logistic-net.ts';

/** How something depends on `n` weights: one row `[n]` for each of its numbers. */
export interface Sensitivity {
  /** `n` */
  readonly width: number;
  /** `[N, n]` */
  readonly rows: Float32Array;
}

/** An input of a net that depends on weights itself. */
export interface DependentInput {
  /** Which input it is. */
  readonly input: number;
  /** Which row of `of` says how. */
  readonly row: number;
  readonly of: Sensitivity;
}

export function noSensitivity(units: number, width: number): Sensitivity {
  return { width, rows: new Float32Array(units * width) };
}

/**
 * Carries the sensitivity `P = dy/dθ` of the units of a net through a tick `y' = σ(s)`, `s = W · [x, 1, y]`:
 *
 *     P'[k] = σ'(s_k) (Σ_l W[k, l] P[l] + Σ_i W[k, i] dx_i/dθ + ∂s_k/∂θ)
 *
 * It is exact while θ stays. Source: real-time recurrent learning, Robinson & Fallside 1987; Williams & Zipser 1989.
 * @param activity - after the tick, `[N]`.
 * @param inputs - those that depend on θ.
 * @param own - where θ are the weights of this very net: what its units saw, `[I + 1 + N]`. Otherwise the last term is 0.
 * @param into - takes the result; not `before`.
 */
export function carryForward(
  net: LogisticNet,
  activity: Float32Array,
  before: Sensitivity,
  inputs: readonly DependentInput[],
  own: Float32Array | undefined,
  into: Sensitivity,
): void {
  const { units, weights } = net;
  const sources = sourceCount(net);
  const { width } = before;
  const count = units + inputs.length;
  // All that the units see and that depends on θ, row by row.
  const rows = inputs.length === 0 ? before.rows : new Float32Array(count * width);
  if (inputs.length > 0) rows.set(before.rows);
  inputs.forEach(({ row, of }, i) =>
    rows.set(of.rows.subarray(row * width, (row + 1) * width), (units + i) * width),
  );
  const factors = new Float64Array(count);
  for (let k = 0; k < units; k++) {
    const first = k * sources;
    for (let l = 0; l < units; l++) factors[l] = weights[first + net.inputs + 1 + l];
    for (let i = 0; i < inputs.length; i++) factors[units + i] = weights[first + inputs[i].input];
    const slope = activity[k] * (1 - activity[k]);
    for (let l = 0; l < count; l++) factors[l] *= slope;
    mixRows(factors, rows, into.rows.subarray(k * width, (k + 1) * width));
    if (own) for (let j = 0; j < sources; j++) into.rows[k * width + first + j] += slope * own[j];
  }
}

/** The sum of rows, each times its factor. Four columns at a time: their sums stay in registers, which halves the time. */
function mixRows(factors: Float64Array, rows: Float32Array, into: Float32Array): void {
  const width = into.length;
  const count = factors.length;
  let p = 0;
  for (; p + 4 <= width; p += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let l = 0, q = p; l < count; l++, q += width) {
      const factor = factors[l];
      a += factor * rows[q];
      b += factor * rows[q + 1];
      c += factor * rows[q + 2];
      d += factor * rows[q + 3];
    }
    into[p] = a;
    into[p + 1] = b;
    into[p + 2] = c;
    into[p + 3] = d;
  }
  for (; p < width; p++) {
    let sum = 0;
    for (let l = 0; l < count; l++) sum += factors[l] * rows[l * width + p];
    into[p] = sum;
  }
}
