// Acting without gradients: from a typed array to a typed array.
import { tf } from './tf.mjs';

/** @import { Arrays, Work } from './serve.mjs' */

/**
 * @param {Arrays} arrays `w1 [I, H]`, `b1 [H]`, `w2 [H, A]`, `b2 [A]`, `observations [N, I]`
 * @returns {Work}
 */
export function policy({ w1, b1, w2, b2, observations }) {
  const rows = tf.unstack(observations).map((row) => row.dataSync());
  let next = 0;
  return {
    restart: () => void (next = 0),
    call() {
      const observation = rows[next++ % rows.length];
      const actions = tf.tidy(() => {
        const x = tf.tensor2d(observation, [1, observation.length]);
        return tf.add(tf.matMul(tf.tanh(tf.add(tf.matMul(x, w1), b1)), w2), b2);
      });
      const values = actions.dataSync();
      actions.dispose();
      return values;
    },
    dispose: () => undefined,
  };
}
