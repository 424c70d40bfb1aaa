// Fast weights under the delta rule: the slow net programs all steps at once, then the fast net goes through time.
import { tf } from './tf.mjs';
import { training } from './training.mjs';

/** @import { Arrays } from './serve.mjs' */

/** @param {Arrays} arrays `slow [d, 3d + 1]`, `x` and `targets [T, B, d]` */
export function deltaRule({ slow, x, targets }) {
  const weights = tf.variable(slow);
  const [steps, batch, width] = x.shape;
  const loss = () => {
    const programs = tf.matMul(tf.reshape(x, [steps * batch, width]), weights);
    const [k, v, q, beta] = tf.split(programs, [width, width, width, 1], 1);
    const keys = tf.unstack(tf.reshape(tf.softmax(k), [steps, batch, 1, width]));
    const queries = tf.unstack(tf.reshape(tf.softmax(q), [steps, batch, width, 1]));
    const values = tf.unstack(tf.reshape(v, [steps, batch, width, 1]));
    const rates = tf.unstack(tf.reshape(tf.sigmoid(beta), [steps, batch, 1, 1]));
    let fast = tf.zeros([batch, width, width]);
    const outputs = keys.map((key, t) => {
      const error = tf.sub(values[t], tf.matMul(fast, key, false, true));
      fast = tf.add(fast, tf.matMul(tf.mul(rates[t], error), key));
      return tf.matMul(fast, queries[t]);
    });
    const y = tf.reshape(tf.stack(outputs), [steps, batch, width]);
    return tf.mean(tf.square(tf.sub(y, targets)));
  };
  return training([weights], loss);
}
