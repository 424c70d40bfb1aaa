// Inverse error function in single precision: Giles 2012, "Approximating the erfinv function", the two polynomials of
// degree 8 that XLA uses too. Every operation is rounded to float32, in the order of Horner's rule.
import { log1p } from './log.ts';

const round = Math.fround;

// In w − 2.5, for w = −log(1 − x²) < 5; highest power first.
const CENTRAL = Float32Array.of(
  2.81022636e-8,
  3.43273939e-7,
  -3.5233877e-6,
  -4.39150654e-6,
  2.1858087e-4,
  -1.25372503e-3,
  -4.17768164e-3,
  2.46640727e-1,
  1.50140941,
);

// In √w − 3, for w ≥ 5.
const TAIL = Float32Array.of(
  -2.00214257e-4,
  1.00950558e-4,
  1.34934322e-3,
  -3.67342844e-3,
  5.73950773e-3,
  -7.6224613e-3,
  9.43887047e-3,
  1.00167406,
  2.83297682,
);

/**
 * erf⁻¹(x) in float32: x is taken as float32, and the result is one. Relative error below 4·10⁻⁷;
 * ±1 gives ±∞, beyond it is NaN, ±0 is ±0.
 */
export function erfInv32(x: number): number {
  const t = round(x);
  if (t === 1 || t === -1) return t * Infinity;
  const w = round(-log1p(round(-t * t)));
  const central = w < 5;
  const v = central ? round(w - 2.5) : round(round(Math.sqrt(w)) - 3);
  const coefficients = central ? CENTRAL : TAIL;
  let sum = coefficients[0];
  for (let i = 1; i < 9; i += 1) sum = round(coefficients[i] + round(sum * v));
  return round(sum * t);
}
