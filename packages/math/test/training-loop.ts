// A small training whose every number comes from integers: the same bits are expected on every host.
import {
  add,
  dispose,
  exp,
  log,
  log1p,
  matMul,
  max,
  mean,
  mul,
  relu,
  sigmoid,
  sin,
  softplus,
  square,
  sub,
  sum,
  tanh,
  tensor,
  tidy,
  transpose,
  valueAndGrad,
  values,
} from '../src/index.ts';
import type { Tensor } from '../src/index.ts';

const [BATCH, INPUTS, HIDDEN, STEPS] = [5, 7, 33, 20];

interface Params {
  readonly wx: Tensor;
  readonly wh: Tensor;
  readonly b: Tensor;
  readonly out: Tensor;
}

/** `[rows, columns]` multiples of 1/64 between −½ and ½, by a linear congruential sequence. */
function grid(rows: number, columns: number, seed: number): Tensor {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((state >>> 16) % 65) / 64 - 0.5;
  };
  return tensor(Float32Array.from({ length: rows * columns }, next), [rows, columns]);
}

/** A recurrent net over three time steps, with products in all orientations and most functions. */
function loss({ wx, wh, b, out }: Params, x: Tensor): Tensor {
  let h = tanh(add(matMul(x, wx), b));
  for (let t = 0; t < 2; t++) h = mul(sigmoid(add(matMul(h, wh), b)), tanh(matMul(x, wx)));
  const y = matMul(h, out, { transposeB: true });
  const logits = sub(y, max(y, 1, { keepDims: true }));
  const likelihood = mean(sub(log(sum(exp(logits), 1)), mean(logits, 1)));
  const batched = matMul(transpose(out), tensor(values(x).slice(0, 10), [2, 5, 1]));
  return add(add(likelihood, mean(softplus(sin(relu(batched))))), mean(log1p(square(h))));
}

/** Trains for a few steps and returns the SHA-256 of the weights, in hexadecimal. */
export async function trainAndHash(): Promise<string> {
  const x = grid(BATCH, INPUTS, 1);
  let params: Params = {
    wx: grid(INPUTS, HIDDEN, 2),
    wh: grid(HIDDEN, HIDDEN, 3),
    b: grid(1, HIDDEN, 4),
    out: grid(BATCH, HIDDEN, 5),
  };
  for (let i = 0; i < STEPS; i++) {
    const { value, grads } = valueAndGrad(loss)(params, x);
    const next = tidy(() => {
      const moved = (name: keyof Params): Tensor => sub(params[name], mul(grads[name], 0.125));
      return { wx: moved('wx'), wh: moved('wh'), b: moved('b'), out: moved('out') };
    });
    dispose([value, grads, params]);
    params = next;
  }
  const bytes = Object.values(params).flatMap((w: Tensor) => [...new Uint8Array(values(w).buffer)]);
  dispose([params, x]);
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
