// Nanoseconds per element of the elementwise functions, in the first-level cache (128 and 4096 elements) and in the second.
// `pnpm bench` after a build; `node bench/unary.mjs [name…]` for some of them.
import { loadKernels, UNARY_CODES } from '@saccade/kernels';

const SIZES = [128, 4096, 65536];
const ROUNDS = 25;
const ROUND_MILLISECONDS = 2;

const memory = new WebAssembly.Memory({ initial: 16 });
const kernels = await loadKernels(memory);
const out = 4 * Math.max(...SIZES);
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(UNARY_CODES);

// From 0 to 8 in an order without pattern, every other one negative where a function has values there.
const half = ['log', 'sqrt', 'rsqrt', 'log1p'];
console.log('ns per element'.padEnd(16), ...SIZES.map((size) => `n = ${size}`.padStart(10)));
for (const name of names) {
  const x = new Float32Array(memory.buffer, 0, Math.max(...SIZES));
  for (let i = 0; i < x.length; i++) {
    const size = (Math.imul(i, 0x9e3779b1) >>> 8) / 2 ** 21 + 2 ** -20;
    x[i] = i & 1 && !half.includes(name) ? -size : size;
  }
  const times = SIZES.map((n) => nanoseconds(() => kernels.unary(UNARY_CODES[name], 0, out, n)) / n);
  console.log(name.padEnd(16), ...times.map((time) => time.toFixed(2).padStart(10)));
}

/** The best of some rounds: what else the machine does is not of interest. */
function nanoseconds(run) {
  let count = 1;
  while (time(run, count) < ROUND_MILLISECONDS) count *= 2;
  const times = Array.from({ length: ROUNDS }, () => time(run, count));
  return (Math.min(...times) / count) * 1e6;
}

function time(run, count) {
  const start = performance.now();
  for (let i = 0; i < count; i++) run();
  return performance.now() - start;
}
