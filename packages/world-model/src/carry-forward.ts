// Gradients that are carried forward in time, beside the activity of a net.
import type { LogisticNet } from './logistic-net.ts';
import { sourceCount } from './logistic-net.ts';

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

/** A sensitivity of the units of a net that is carried from tick to tick. */
export interface Carrier {
  /** Changes in place. */
  readonly present: Sensitivity;
  /**
   * Carries it through a tick.
   * @param activity - after the tick, `[N]`.
   * @param own - where the weights are those of this very net: what its units saw, `[I + 1 + N]`.
   */
  carry(activity: Float32Array, own?: Float32Array): void;
}

/**
 * Carries the sensitivity `P = dy/dθ` of the units of a net through ticks `y' = σ(s)`, `s = W · [x, 1, y]`:
 *
 *     P'[k] = σ'(s_k) (Σ_l W[k, l] P[l] + Σ_i W[k, i] dx_i/dθ + ∂s_k/∂θ)
 *
 * It is exact while θ stays; the last term is 0 where θ are weights of another net. It begins at 0. Source: real-time recurrent
 * learning, Robinson & Fallside 1987; Williams & Zipser 1989.
 * @param width - how many numbers θ are.
 * @param inputs - those that depend on θ.
 */
export function carrier(net: LogisticNet, width: number, inputs: readonly DependentInput[] = []): Carrier {
  const { units } = net;
  // All that the units see and that depends on θ, row by row: the units themselves come first.
  const count = units + inputs.length;
  const rows = new Float32Array(count * width);
  const present = { width, rows: rows.subarray(0, units * width) };
  // Two units at a time: an even number of rows.
  const next = new Float32Array((units + (units % 2)) * width);
  const factors = [new Float64Array(count), new Float64Array(count)] as const;
  return {
    present,
    carry: (activity, own) => {
      inputs.forEach(({ row, of }, i) =>
        rows.set(of.rows.subarray(row * width, (row + 1) * width), (units + i) * width),
      );
      for (let k = 0; k < units; k += 2) {
        factorsOf(net, activity, inputs, k, factors[0]);
        if (k + 1 < units) factorsOf(net, activity, inputs, k + 1, factors[1]);
        mixRows(factors, rows, width, next, k * width);
      }
      if (own) addOwn(net, activity, own, width, next);
      present.rows.set(next.subarray(0, units * width));
    },
  };
}

/** `σ'(s_k) W[k, ·]` of what depends on θ. */
function factorsOf(
  net: LogisticNet,
  activity: Float32Array,
  inputs: readonly DependentInput[],
  k: number,
  factors: Float64Array,
): void {
  const { units, weights } = net;
  const first = k * sourceCount(net);
  const slope = activity[k] * (1 - activity[k]);
  for (let l = 0; l < units; l++) factors[l] = weights[first + net.inputs + 1 + l] * slope;
  for (let i = 0; i < inputs.length; i++) factors[units + i] = weights[first + inputs[i].input] * slope;
}

function addOwn(
  net: LogisticNet,
  activity: Float32Array,
  own: Float32Array,
  width: number,
  into: Float32Array,
): void {
  const sources = sourceCount(net);
  for (let k = 0; k < net.units; k++) {
    const slope = activity[k] * (1 - activity[k]);
    for (let j = 0, at = k * width + k * sources; j < sources; j++, at++) into[at] += slope * own[j];
  }
}

/**
 * Two sums of rows, each row times its factor, written from `at` on. Eight sums at a time stay in registers, and each number is
 * read once for both, which takes a third of the time of one after the other.
 */
function mixRows(
  [one, two]: readonly [Float64Array, Float64Array],
  rows: Float32Array,
  width: number,
  into: Float32Array,
  at: number,
): void {
  const count = one.length;
  let p = 0;
  for (; p + 4 <= width; p += 4) {
    let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let l = 0, q = p; l < count; l++, q += width) {
      const first = one[l];
      const second = two[l];
      const w = rows[q];
      const x = rows[q + 1];
      const y = rows[q + 2];
      const z = rows[q + 3];
      a += first * w;
      b += first * x;
      c += first * y;
      d += first * z;
      e += second * w;
      f += second * x;
      g += second * y;
      h += second * z;
    }
    into[at + p] = a;
    into[at + p + 1] = b;
    into[at + p + 2] = c;
    into[at + p + 3] = d;
    into[at + width + p] = e;
    into[at + width + p + 1] = f;
    into[at + width + p + 2] = g;
    into[at + width + p + 3] = h;
  }
  for (; p < width; p++) {
    let [a, e] = [0, 0];
    for (let l = 0, q = p; l < count; l++, q += width) {
      a += one[l] * rows[q];
      e += two[l] * rows[q];
    }
    into[at + p] = a;
    into[at + width + p] = e;
  }
}
