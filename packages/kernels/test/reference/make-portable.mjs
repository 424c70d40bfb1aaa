// What the functions of @saccade/math/portable make of rows and pairs of numbers, as the bits of float32: kernels must have
// the same. Run: node make-portable.mjs <that module, built> > portable.json
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { exp, log, pow } = await import(pathToFileURL(resolve(process.argv[2])).href);

/** @param {number} seed - of a linear congruential generator (Numerical Recipes). */
function generator(seed) {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
}

const next = generator(1991);
/** @param {number} scale */
const number = (scale) => Math.fround((next() / 2 ** 31 - 1) * scale);

/** @param {number[]} values */
const bits = (values) => [...new Uint32Array(Float32Array.from(values).buffer)];

/** @param {number[]} row */
function functionsOf(row) {
  const top = Math.max(...row);
  const exps = row.map((x) => exp(x - top));
  const [even, odd] = [0, 1].map((parity) =>
    exps.filter((_, i) => i % 2 === parity).reduce((sum, e) => sum + e, 0),
  );
  const total = even + odd;
  return {
    row: bits(row),
    logSoftmax: bits(row.map((x) => x - top - log(total))),
    logSumExp: bits([top + log(total)])[0],
  };
}

const scales = [1e-3, 1, 1, 10, 10, 100, 300, 1e4, 1e30];
const rows = scales.flatMap((scale) =>
  [1, 2, 5, 12].map((length) => functionsOf(Array.from({ length }, () => number(scale)))),
);
// Rows whose exponentials add up to 1, but for 10⁻¹⁵: the logarithm of the sum shows the last bits of each.
for (let i = 0; i < 60; i++) {
  const row = Array.from({ length: 1 + (i % 3) }, () => Math.fround(number(1) - 2.2));
  for (let step = 0; step < 2; step++)
    row.push(Math.fround(log(1 - row.reduce((sum, x) => sum + exp(x), 0)) - 3e-7));
  rows.push(functionsOf(row));
}

const x = Array.from({ length: 200 }, (_, i) => Math.abs(number([1, 2, 1e-3, 1e6, 1e-38][i % 5])));
const y = Array.from({ length: 200 }, (_, i) => number([1, 3, 30, 0.1][i % 4]));
const powers = { x: bits(x), y: bits(y), pow: bits(x.map((base, i) => pow(base, y[i]))) };

console.log(JSON.stringify({ rows, powers }));
