// Matrix products beside those of tfjs's WASM backend (XNNPACK), on the same tensors, in turns, one thread, one process.
// `pnpm bench` after a build. Times are medians in microseconds, `ratio` is tfjs / ours, `to NN` is ours / our plain one.
// tfjs's time is that of its kernel with the making of its output, or with `--op` of `tf.matMul` as users call it. Mind
// that for a plain, unbatched product it packs `b` in the first call only, and ours in every call.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadKernels, matmulScratchBytes } from '@saccade/kernels';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-core');
const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');

/** [batch, m, n, k] */
const SHAPES = [
  [1, 1, 128, 32],
  [1, 1, 256, 256],
  [1, 256, 1, 256],
  [1, 16, 20, 40],
  [1, 64, 40, 44],
  [1, 64, 4, 20],
  [16, 32, 32, 32],
  [1, 64, 1024, 256],
  [1, 256, 256, 256],
  [4, 32, 1024, 256],
];
const FLAGS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const MAX_ROUNDS = 25;
const MAX_MILLISECONDS = 800;
const ROUND_MICROSECONDS = 2000;
const asOperation = process.argv.includes('--op');

setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '/'));
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
await tf.setBackend('wasm');
const backend = tf.backend();
const kernels = await loadKernels(backend.wasm.asm.memory);
const { kernelFunc } = tf.getKernel('BatchMatMul', 'wasm');

console.log('batch  m × k · k × n        flags     ours      tfjs     ratio    GMAC/s    to NN');
for (const [batch, m, n, k] of SHAPES) {
  let plain;
  for (const [transposeA, transposeB] of FLAGS) {
    const [ours, theirs] = measure(batch, m, n, k, transposeA, transposeB);
    plain ??= ours;
    const numbers = [ours, theirs, theirs / ours, (batch * m * n * k) / ours / 1000, ours / plain];
    const shape = `${m} × ${k} · ${k} × ${n}`.padEnd(24);
    const flags = (transposeA ? 'T' : 'N') + (transposeB ? 'T' : 'N');
    console.log(String(batch).padStart(3), shape, flags, ...numbers.map((x) => x.toFixed(2).padStart(9)));
  }
}

/** Median microseconds of ours and of tfjs's. */
function measure(batch, m, n, k, transposeA, transposeB) {
  const a = filled([batch, ...(transposeA ? [k, m] : [m, k])]);
  const b = filled([batch, ...(transposeB ? [n, k] : [k, n])]);
  const out = tf.zeros([batch, m, n]);
  const scratch = tf.zeros([matmulScratchBytes(m, n, k, transposeA) / 4 + 1]);
  const [left, right, ...rest] = [a, b, out, scratch].map(
    (tensor) => backend.dataIdMap.get(tensor.dataId).memoryOffset,
  );
  const sizes = [batch, m, n, k, m * k, k * n, transposeA, transposeB, 1, 0, 0];
  const ours = () => kernels.matmul(left, right, 0, ...rest, ...sizes);
  const attrs = { transposeA: transposeA === 1, transposeB: transposeB === 1 };
  const theirs = asOperation
    ? () => tf.matMul(a, b, attrs.transposeA, attrs.transposeB).dispose()
    : () => backend.disposeData(kernelFunc({ inputs: { a, b }, backend, attrs }).dataId);
  const times = inTurns(ours, theirs);
  tf.dispose([a, b, out, scratch]);
  return times;
}

/** Integers from −8 to 7, spread without chance. */
function filled(shape) {
  const size = shape.reduce((product, length) => product * length);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.imul(i, 0x9e3779b1) >> 28),
    shape,
  );
}

/** Median microseconds of one call of each. */
function inTurns(...functions) {
  const counts = functions.map((run) => callsPerRound(run));
  const times = functions.map(() => []);
  const end = performance.now() + MAX_MILLISECONDS;
  for (let round = 0; round < MAX_ROUNDS && (round < 3 || performance.now() < end); round++)
    functions.forEach((run, i) => times[i].push(microseconds(run, counts[i])));
  return times.map((list) => list.sort((x, y) => x - y)[list.length >> 1]);
}

/** As many as fill a round; the calls that find it out let the engine warm up. */
function callsPerRound(run) {
  for (let count = 1; ; count *= 2) {
    const time = microseconds(run, count);
    if (time * count >= ROUND_MICROSECONDS) return Math.ceil(ROUND_MICROSECONDS / time);
  }
}

function microseconds(run, count) {
  const start = performance.now();
  for (let i = 0; i < count; i++) run();
  return ((performance.now() - start) * 1000) / count;
}
