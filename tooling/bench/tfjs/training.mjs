// A training step in tfjs: forward, backward, SGD, and the loss read as a number.
import { tf } from './tf.mjs';

/**
 * @import { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core'
 * @import { Work } from './serve.mjs'
 */

const LEARNING_RATE = 0.1;

/**
 * @param {Variable[]} parameters
 * @param {() => Tensor} loss - a scalar, of the parameters as they are
 * @returns {Work}
 */
export function training(parameters, loss) {
  const initial = parameters.map((parameter) => tf.clone(parameter));
  const step = () => {
    const { value, grads } = tf.variableGrads(/** @type {() => Scalar} */ (loss), parameters);
    for (const parameter of parameters)
      parameter.assign(tf.sub(parameter, tf.mul(grads[parameter.name], LEARNING_RATE)));
    return value;
  };
  return {
    restart: () =>
      tf.tidy(() => parameters.forEach((parameter, i) => parameter.assign(tf.clone(initial[i])))),
    call() {
      const loss = tf.tidy(step);
      const values = loss.dataSync();
      loss.dispose();
      return values;
    },
    dispose: () => tf.dispose([...parameters, ...initial]),
  };
}
