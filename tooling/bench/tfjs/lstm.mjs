// An LSTM, unrolled or step by step. Gates are packed i, f, g, o.
import { tf } from './tf.mjs';
import { training } from './training.mjs';

/** @import { Tensor } from '@tensorflow/tfjs-core' */
/** @import { Arrays, Work } from './serve.mjs' */

const TARGET = 0.5;

/** @param {Arrays} arrays `wx [I, 4H]`, `wh [H, 4H]`, `b [4H]`, `x [T, B, I]` */
export function lstm({ wx, wh, b, x }) {
  const weights = tf.variable(tf.concat([wx, wh], 0));
  const bias = tf.variable(b);
  const [, batch] = /** @type {[number, number, number]} */ (x.shape);
  const loss = () => {
    let state = begin(batch, b.size / 4);
    for (const xT of tf.unstack(x)) state = step(weights, bias, state, xT);
    return tf.mean(tf.square(tf.sub(state.h, TARGET)));
  };
  return training([weights, bias], loss);
}

/**
 * The net running step by step, from a typed array to a typed array.
 * @param {Arrays} arrays `wx [I, 4H]`, `wh [H, 4H]`, `b [4H]`, `xs [N, I]`
 * @returns {Work}
 */
export function lstmStream({ wx, wh, b, xs }) {
  const weights = tf.concat([wx, wh], 0);
  const rows = tf.unstack(xs).map((row) => row.dataSync());
  let state = begin(1, b.size / 4);
  let next = 0;
  /** @param {typeof state} after */
  const replace = (after) => {
    tf.dispose(state);
    state = after;
  };
  return {
    restart() {
      replace(begin(1, b.size / 4));
      next = 0;
    },
    call() {
      const x = rows[next++ % rows.length];
      replace(tf.tidy(() => step(weights, b, state, tf.tensor2d(x, [1, x.length]))));
      return state.h.dataSync();
    },
    dispose: () => tf.dispose([state, weights]),
  };
}

/**
 * @param {number} batch
 * @param {number} hidden
 */
function begin(batch, hidden) {
  return { h: tf.zeros([batch, hidden]), c: tf.zeros([batch, hidden]) };
}

/**
 * @param {Tensor} weights
 * @param {Tensor} bias
 * @param {{ h: Tensor, c: Tensor }} state
 * @param {Tensor} x
 */
function step(weights, bias, state, x) {
  const z = tf.add(tf.matMul(tf.concat([x, state.h], 1), weights), bias);
  const [i, f, g, o] = tf.split(z, 4, 1);
  const c = tf.add(tf.mul(tf.sigmoid(f), state.c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
  return { h: tf.mul(tf.sigmoid(o), tf.tanh(c)), c };
}
