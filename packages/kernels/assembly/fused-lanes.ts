// What a fused loop does to four elements, where one instruction is not enough: see `src/fused/fused-loop.ts`. Short
// functions are copied into the loops, longer ones called.
import * as binary from './binary-lanes';
import * as gradients from './squash-gradients';
import * as unary from './unary-lanes';
import * as pairs from './unary-pairs';

export function signLanes(x: v128): v128 {
  return unary.apply<unary.Sign>(x);
}
export function rsqrtLanes(x: v128): v128 {
  return unary.apply<unary.Rsqrt>(x);
}
export function reciprocalLanes(x: v128): v128 {
  return unary.apply<unary.Reciprocal>(x);
}
export function expLanes(x: v128): v128 {
  return unary.apply<unary.Exp>(x);
}
export function tanhLanes(x: v128): v128 {
  return unary.apply<unary.Tanh>(x);
}
export function sigmoidLanes(x: v128): v128 {
  return unary.apply<unary.Sigmoid>(x);
}
export function reluLanes(x: v128): v128 {
  return unary.apply<unary.Relu>(x);
}
export function logLanes(x: v128): v128 {
  return pairs.applyToFour<pairs.Log>(x);
}
export function log1pLanes(x: v128): v128 {
  return pairs.applyToFour<pairs.Log1p>(x);
}
export function softplusLanes(x: v128): v128 {
  return pairs.applyToFour<pairs.Softplus>(x);
}
export function eluLanes(x: v128): v128 {
  return pairs.applyToFour<pairs.Elu>(x);
}
export function sinLanes(x: v128): v128 {
  return pairs.applyToFour<pairs.Sin>(x);
}
export function cosLanes(x: v128): v128 {
  return pairs.applyToFour<pairs.Cos>(x);
}
export function expm1Lanes(x: v128): v128 {
  return pairs.applyToFour<pairs.Expm1>(x);
}
export function squaredDifferenceLanes(a: v128, b: v128): v128 {
  return binary.apply<binary.SquaredDifference>(a, b);
}
export function powLanes(a: v128, b: v128): v128 {
  return binary.apply<binary.Pow>(a, b);
}
export function tanhGradLanes(dy: v128, y: v128): v128 {
  return gradients.ofTanh(dy, y);
}
export function sigmoidGradLanes(dy: v128, y: v128): v128 {
  return gradients.ofSigmoid(dy, y);
}
