// Errors of the elementwise functions over all 2³² float32 arguments, in ulp of the float32 result, beside the host's
// functions in float64. `node bench/unary-ulp.mjs [--step N] [name…]` after a build; all of one function takes minutes.
// With `--step 97` every 97th argument, every exponent among them, in a second or two.
import { parseArgs } from 'node:util';
import { loadKernels, UNARY_CODES } from '@saccade/kernels';

const sigmoid = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
const ORACLES = {
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  reciprocal: (x) => 1 / x,
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  tanh: Math.tanh,
  sigmoid,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  sin: Math.sin,
  cos: Math.cos,
  expm1: Math.expm1,
};
const CHUNK = 2 ** 16;
const { values, positionals } = parseArgs({
  options: { step: { type: 'string', default: '1' } },
  allowPositionals: true,
});

const memory = new WebAssembly.Memory({ initial: 16 });
const kernels = await loadKernels(memory);
const [x, y] = [new Float32Array(memory.buffer, 0, CHUNK), new Float32Array(memory.buffer, 4 * CHUNK, CHUNK)];
const bits = new Uint32Array(memory.buffer, 0, CHUNK);
const rounded = new Float32Array(1);
const roundedBits = new Uint32Array(rounded.buffer);
/** Distance of neighbours, by the exponent; overflow goes on as if there were one more. */
const ULP = Float64Array.from({ length: 256 }, (_, e) => 2 ** (Math.max(e, 1) - 150));

for (const name of positionals.length > 0 ? positionals : Object.keys(ORACLES))
  report(name, Number(values.step));

function report(name, step) {
  let worst = { ulps: 0, at: 0 };
  let wrong = 0;
  for (let start = 0; start < 2 ** 32; start += CHUNK * step) {
    const count = Math.min(CHUNK, Math.ceil((2 ** 32 - start) / step));
    for (let i = 0; i < count; i++) bits[i] = start + i * step;
    kernels.unary(UNARY_CODES[name], x.byteOffset, y.byteOffset, count);
    for (let i = 0; i < count; i++) {
      const exact = ORACLES[name](x[i]);
      const ulps = distance(y[i], exact);
      if (ulps === Infinity) wrong++;
      else if (ulps > worst.ulps) worst = { ulps, at: x[i] };
    }
  }
  console.log(name.padEnd(10), worst.ulps.toFixed(4), 'ulp at', worst.at, wrong ? `${wrong} WRONG` : '');
}

/** In ulp; Infinity for the wrong sign, and for what should be no number and is, or the reverse. */
function distance(value, exact) {
  if (exact !== exact || value !== value) return exact !== exact && value !== value ? 0 : Infinity;
  if (value === 0 && exact === 0) return Object.is(value, exact) ? 0 : Infinity;
  if (value * exact < 0) return Infinity;
  rounded[0] = exact;
  const exponent = (roundedBits[0] >>> 23) & 255;
  return Math.abs(finite(value) - finite(exact)) / ULP[Math.min(exponent, 254)];
}

/** What overflows counts as 2¹²⁸. */
function finite(x) {
  return Math.max(Math.min(x, 2 ** 128), -(2 ** 128));
}
