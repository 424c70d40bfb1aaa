// One contender, named by the first argument, in a process of its own: both share tfjs's global kernels. Prints the
// median of each task in microseconds, as JSON.
import { register } from 'node:module';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Milliseconds before the clock counts: engines compile the code of a training step only after many. */
const WARM_UP = 2000;

const contenders = { saccade, tfjs };
const ops = await contenders[process.argv[2]]();
const random = (...shape) =>
  ops.tensor(
    Float32Array.from({ length: size(shape) }, (_, i) => ((i * 7919) % 257) / 257 - 0.5),
    shape,
  );
const size = (shape) => shape.reduce((a, b) => a * b, 1);

console.log(JSON.stringify({ ...overhead(), ...products(), ...chains() }));

async function saccade() {
  const math = await import('@saccade/math');
  await math.start();
  const { valueAndGrad, dispose } = math;
  return {
    ...math,
    gradients: (f) => {
      const g = valueAndGrad((params) => f(...params));
      return (...xs) => dispose(g(xs));
    },
  };
}

async function tfjs() {
  register('./extensionless.mjs', import.meta.url);
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs-core');
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
  await tf.setBackend('wasm');
  const core = dirname(require.resolve('@tensorflow/tfjs-core/package.json'));
  await import(pathToFileURL(join(core, 'dist/register_all_gradients.js')).href);
  return {
    ...tf,
    matMul: (a, b, { transposeA, transposeB } = {}) => tf.matMul(a, b, transposeA, transposeB),
    gradients: (f) => {
      const g = tf.valueAndGrads(f);
      return (...xs) => tf.tidy(() => void g(xs));
    },
  };
}

function overhead() {
  const [x, y] = [random(16, 32), random(16, 32)];
  const each = { add: () => ops.add(x, y), tanh: () => ops.tanh(x), sum: () => ops.sum(x, 0) };
  return Object.fromEntries(
    Object.entries(each).map(([name, f]) => [`${name} [16, 32]`, median(() => f().dispose(), 200)]),
  );
}

function products() {
  const [a, b] = [random(256, 256), random(256, 256)];
  const backward = ops.gradients((p, q) => ops.sum(ops.matMul(p, q)));
  const [c, d] = [random(16, 32, 256), random(16, 256, 1024)];
  return {
    'matMul 256³': median(() => ops.matMul(a, b).dispose(), 1),
    'matMul 256³ with gradients': median(() => backward(a, b), 1),
    'matMul 16 × [32, 256]·[256, 1024]': median(() => ops.matMul(c, d).dispose(), 1, 7),
  };
}

function chains() {
  return Object.fromEntries(
    [1, 16].map((batch) => [`LSTM B ${batch}, I 8, H 32, T 50 with gradients`, chain(batch)]),
  );
}

function chain(batch, inputs = 8, hidden = 32, steps = 50) {
  const params = [random(inputs, 4 * hidden), random(hidden, 4 * hidden), random(4 * hidden)];
  const xs = Array.from({ length: steps }, () => random(batch, inputs));
  const loss = (wx, wh, b) => {
    let [h, c] = [ops.zeros([batch, hidden]), ops.zeros([batch, hidden])];
    for (const x of xs) {
      const z = ops.add(ops.add(ops.matMul(x, wx), ops.matMul(h, wh)), b);
      const [i, f, g, o] = ops.split(z, 4, 1);
      c = ops.add(ops.mul(ops.sigmoid(f), c), ops.mul(ops.sigmoid(i), ops.tanh(g)));
      h = ops.mul(ops.sigmoid(o), ops.tanh(c));
    }
    return ops.mean(ops.square(h));
  };
  const backward = ops.gradients(loss);
  return median(() => backward(...params), 1, 15);
}

/** Median microseconds of one call, over `samples` samples of `repeats` calls. */
function median(f, repeats, samples = 21) {
  const sample = () => {
    const start = performance.now();
    for (let i = 0; i < repeats; i++) f();
    return ((performance.now() - start) / repeats) * 1000;
  };
  for (const start = performance.now(); performance.now() - start < WARM_UP;) sample();
  const times = Array.from({ length: samples }, sample);
  return times.sort((a, b) => a - b)[samples >> 1];
}
