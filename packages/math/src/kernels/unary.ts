// Functions of one float32 tensor on WASM, by our own kernels: within 2 ulp everywhere, where tfjs's lose digits, zeros,
// subnormals or NaN, and with the bits that compiled programs have.
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { UNARY_CODES } from '@saccade/kernels';
import { makeOutput, pointerOf } from '../engine/buffers.ts';
import { saccadeKernels } from '../engine/saccade-kernels.ts';
import { sizeOf } from '../shapes.ts';

const unary =
  (code: number) =>
  (original?: KernelFunc): KernelFunc =>
  (args) => {
    const x = args.inputs.x as TensorInfo;
    if (x.dtype !== 'float32' && original !== undefined) return original(args);
    const out = makeOutput(args.backend, x.shape, 'float32');
    const [from, to] = [pointerOf(args.backend, x), pointerOf(args.backend, out)];
    saccadeKernels().unary(code, from, to, sizeOf(x.shape));
    return out;
  };

/** By kernel name: what to do in place of tfjs's kernel on WASM, which still does the other dtypes. */
export const unaryOnWasm: Readonly<Record<string, (original?: KernelFunc) => KernelFunc>> = {
  Neg: unary(UNARY_CODES.neg),
  Abs: unary(UNARY_CODES.abs),
  Sign: unary(UNARY_CODES.sign),
  Square: unary(UNARY_CODES.square),
  Sqrt: unary(UNARY_CODES.sqrt),
  Rsqrt: unary(UNARY_CODES.rsqrt),
  Reciprocal: unary(UNARY_CODES.reciprocal),
  Exp: unary(UNARY_CODES.exp),
  Log: unary(UNARY_CODES.log),
  Log1p: unary(UNARY_CODES.log1p),
  Tanh: unary(UNARY_CODES.tanh),
  Sigmoid: unary(UNARY_CODES.sigmoid),
  Softplus: unary(UNARY_CODES.softplus),
  Relu: unary(UNARY_CODES.relu),
  Elu: unary(UNARY_CODES.elu),
  Sin: unary(UNARY_CODES.sin),
  Cos: unary(UNARY_CODES.cos),
};
