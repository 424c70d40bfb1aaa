// Elementwise functions that need more digits inside than float32 has: two elements at a time, rounded once at the end.
import { exp, expm1 } from './exp-pairs';
import { log, log1p, log1pOfFraction } from './log-pairs';
import { sinOfTurned } from './trig-pairs';

const SIGN: i64 = i64.MIN_VALUE;

// As in unary-lanes.ts, types that choose a loop.
export class Log {}
export class Log1p {}
export class Softplus {}
export class Elu {}
export class Sin {}
export class Cos {}
export class Expm1 {}

export function map<Operation>(x: usize, out: usize, n: i32): void {
  if (n <= 0) return;
  let two = n >= 2 ? v128.load64_zero(x) : v128.load32_zero(x);
  for (; true; n -= 2) {
    const result = f32x4.demote_f64x2_zero(apply<Operation>(f64x2.promote_low_f32x4(two)));
    if (n < 2) {
      v128.store_lane<u32>(out, result, 0);
      return;
    }
    v128.store_lane<u64>(out, result, 0);
    if (n == 2) return;
    x += 8;
    out += 8;
    two = n >= 4 ? v128.load64_zero(x) : v128.load32_zero(x);
  }
}

/** Four elements, two at a time. */
export function applyToFour<Operation>(x: v128): v128 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f64>(x, x, 1, 1));
  const results = f32x4.demote_f64x2_zero(apply<Operation>(low));
  return v128.shuffle<f64>(results, f32x4.demote_f64x2_zero(apply<Operation>(high)), 0, 2);
}

function apply<Operation>(x: v128): v128 {
  if (idof<Operation>() == idof<Log>()) return log(x);
  if (idof<Operation>() == idof<Log1p>()) return withSign(log1p(x), x);
  if (idof<Operation>() == idof<Softplus>()) return softplus(x);
  if (idof<Operation>() == idof<Elu>()) return elu(x);
  if (idof<Operation>() == idof<Sin>()) return sinOfTurned(x, 0);
  if (idof<Operation>() == idof<Cos>()) return sinOfTurned(x, 1);
  return withSign(expm1(x), x);
}

/** max(x, 0) + log(1 + e^−|x|). */
function softplus(x: v128): v128 {
  const e = exp(f64x2.neg(f64x2.abs(x)));
  return f64x2.add(f64x2.pmax(x, f64x2.splat(0)), log1pOfFraction(e));
}

function elu(x: v128): v128 {
  return v128.bitselect(x, withSign(expm1(x), x), f64x2.gt(x, f64x2.splat(0)));
}

/** For functions that have the sign of their argument, also at −0. */
function withSign(value: v128, x: v128): v128 {
  return v128.or(value, v128.and(x, i64x2.splat(SIGN)));
}
