// An LSTM, unrolled. Gates are packed i, f, g, o.
import { tf } from './tf.mjs';
import { training } from './training.mjs';

/** @import { Arrays } from './serve.mjs' */

const TARGET = 0.5;

/** @param {Arrays} arrays `w [I + H, 4H]`, `b [4H]`, `x [T, B, I]` */
export function lstm({ w, b, x }) {
  const [weights, bias] = [tf.variable(w), tf.variable(b)];
  const [, batch] = /** @type {[number, number, number]} */ (x.shape);
  const hidden = b.size / 4;
  const loss = () => {
    let h = tf.zeros([batch, hidden]);
    let c = tf.zeros([batch, hidden]);
    for (const xT of tf.unstack(x)) {
      const z = tf.add(tf.matMul(tf.concat([xT, h], 1), weights), bias);
      const [i, f, g, o] = tf.split(z, 4, 1);
      c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
      h = tf.mul(tf.sigmoid(o), tf.tanh(c));
    }
    return tf.mean(tf.square(tf.sub(h, TARGET)));
  };
  return training([weights, bias], loss);
}
