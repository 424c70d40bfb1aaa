// Does the work of `saccade bench` with tfjs's own operations, gradients and kernels, one request at a time. A process of its
// own: @saccade/math replaces kernels of the tfjs that it runs on.
//
// Requests and answers are those of ../torch/serve.py.
import { createInterface } from 'node:readline';
import { deltaRule } from './delta-rule.mjs';
import { lstm, lstmStream } from './lstm.mjs';
import { policy } from './policy.mjs';
import { tf } from './tf.mjs';

/**
 * @import { Tensor } from '@tensorflow/tfjs-core'
 * @typedef {Record<string, Tensor>} Arrays
 *
 * @typedef {object} Work
 * @property {() => void} restart Back to the first parameters, or to the first observation.
 * @property {() => ArrayLike<number>} call
 * @property {() => void} dispose Frees what it made. The arrays are not its own.
 */

const MODELS = { delta_rule: deltaRule, lstm, lstm_stream: lstmStream, policy };

/** @type {Arrays} */
let arrays = {};
/** @type {Work | undefined} */
let work;

/** @param {any} request */
function open(request) {
  work?.dispose();
  tf.dispose(arrays);
  arrays = Object.fromEntries(
    Object.entries(request.arrays).map(([name, { shape, data }]) => [name, readArray(shape, data)]),
  );
  work = MODELS[/** @type {keyof typeof MODELS} */ (request.open)](arrays);
  return {};
}

/**
 * @param {number[]} shape
 * @param {string} data - base64 of float32
 */
function readArray(shape, data) {
  return tf.tensor(new Float32Array(Uint8Array.from(Buffer.from(data, 'base64')).buffer), shape);
}

/**
 * @param {Work} work
 * @param {number} calls
 */
function first(work, calls) {
  work.restart();
  return { values: Array.from({ length: calls }, () => Array.from(work.call())).flat() };
}

/**
 * @param {Work} work
 * @param {number} calls
 * @param {number} untimed
 */
function timed(work, calls, untimed) {
  work.restart();
  for (let i = 0; i < untimed; i++) work.call();
  const begin = performance.now();
  for (let i = 0; i < calls; i++) work.call();
  return { seconds: (performance.now() - begin) / 1000 };
}

/** @param {any} request */
function answer(request) {
  if ('open' in request) return open(request);
  if (!work) throw new Error('no work is open');
  return 'first' in request ? first(work, request.first) : timed(work, request.time, request.untimed);
}

/** @param {unknown} object */
const print = (object) => process.stdout.write(`${JSON.stringify(object)}\n`);

// Ctrl-C reaches the whole group of processes; the one that asks decides when to end.
process.on('SIGINT', () => undefined);
print({ version: tf.version_core });
createInterface({ input: process.stdin }).on('line', (line) => print(answer(JSON.parse(line))));
