// The bench's losses in float64 and plain loops.
import type { NamedArrays } from '../src/bench/types.ts';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** `x · w + b` for `w [x.length, columns]`. */
function affine(x: readonly number[], w: Float32Array, columns: number, b?: Float32Array): number[] {
  return Array.from({ length: columns }, (_, j) =>
    x.reduce((sum, value, i) => sum + value * w[i * columns + j]!, b?.[j] ?? 0),
  );
}

function row({ x }: NamedArrays, t: number, b: number, name = x): number[] {
  const [, batch, width] = name!.shape as [number, number, number];
  const at = (t * batch + b) * width;
  return [...name!.data.slice(at, at + width)];
}

/** Mean over batch and units of (h − 0.5)² after the last step. */
export function lstmLoss64(arrays: NamedArrays): number {
  const [steps, batch] = arrays.x!.shape as [number, number];
  const size = arrays.b!.data.length / 4;
  let loss = 0;
  for (let b = 0; b < batch; b++) {
    let [h, c] = [Array<number>(size).fill(0), Array<number>(size).fill(0)];
    for (let t = 0; t < steps; t++) {
      const fromX = affine(row(arrays, t, b), arrays.wx!.data, 4 * size, arrays.b!.data);
      const z = affine(h, arrays.wh!.data, 4 * size).map((sum, j) => sum + fromX[j]!);
      c = c.map((old, j) => sigmoid(z[size + j]!) * old + sigmoid(z[j]!) * Math.tanh(z[2 * size + j]!));
      h = c.map((cell, j) => sigmoid(z[3 * size + j]!) * Math.tanh(cell));
    }
    loss += h.reduce((sum, value) => sum + (value - 0.5) ** 2, 0);
  }
  return loss / (batch * size);
}

function softmax(x: readonly number[]): number[] {
  const powers = x.map(Math.exp);
  const sum = powers.reduce((total, each) => total + each, 0);
  return powers.map((each) => each / sum);
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Mean over steps, batch and units of (W q − target)². */
export function deltaRuleLoss64(arrays: NamedArrays): number {
  const [steps, batch, d] = arrays.x!.shape as [number, number, number];
  let loss = 0;
  for (let b = 0; b < batch; b++) {
    let fast = Array.from({ length: d }, () => Array<number>(d).fill(0));
    for (let t = 0; t < steps; t++) {
      const z = affine(row(arrays, t, b), arrays.slow!.data, 3 * d + 1);
      const [k, v, q] = [softmax(z.slice(0, d)), z.slice(d, 2 * d), softmax(z.slice(2 * d, 3 * d))];
      const rate = sigmoid(z[3 * d]!);
      fast = fast.map((w, i) => w.map((weight, j) => weight + rate * (v[i]! - dot(w, k)) * k[j]!));
      const target = row(arrays, t, b, arrays.targets);
      loss += fast.reduce((sum, w, i) => sum + (dot(w, q) - target[i]!) ** 2, 0);
    }
  }
  return loss / (steps * batch * d);
}
