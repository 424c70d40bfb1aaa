import { clearLowWord } from './bits.ts';

const HUGE = 3.3519519824856493e153; // 2^510
const TINY = 3.4395525670743494e-136; // 2^−450
const UP = 4.149515568880993e180; // 2^600
const DOWN = 2.409919865102884e-181; // 2^−600

/** x² as rounded square and error (Dekker 1971). */
function square(x: number): [number, number] {
  const high = clearLowWord(x);
  const low = x - high;
  const sum = x * x;
  return [sum, high * high - sum + 2 * high * low + low * low];
}

/** √(x² + y²) without overflow or underflow on the way. Error below 1 ulp; ∞ if either is infinite, even beside NaN. */
export function hypot(x: number, y: number): number {
  const a = Math.max(Math.abs(x), Math.abs(y));
  const b = Math.min(Math.abs(x), Math.abs(y));
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return Infinity;
  if (a !== a || b === 0 || a === 0) return a;
  if (b < a * 1e-17) return a;
  if (a > HUGE) return UP * hypot(x * DOWN, y * DOWN);
  if (b < TINY) return DOWN * hypot(x * UP, y * UP);
  const [bigSquare, bigError] = square(a);
  const [smallSquare, smallError] = square(b);
  return Math.sqrt(smallError + bigError + smallSquare + bigSquare);
}
