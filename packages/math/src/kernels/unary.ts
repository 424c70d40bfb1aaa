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

/** Our operation by the name that tfjs's engine has for it. */
export const UNARY_KERNELS: Readonly<Record<string, number>> = {
  Neg: UNARY_CODES.neg,
  Abs: UNARY_CODES.abs,
  Sign: UNARY_CODES.sign,
  Square: UNARY_CODES.square,
  Sqrt: UNARY_CODES.sqrt,
  Rsqrt: UNARY_CODES.rsqrt,
  Reciprocal: UNARY_CODES.reciprocal,
  Exp: UNARY_CODES.exp,
  Log: UNARY_CODES.log,
  Log1p: UNARY_CODES.log1p,
  Tanh: UNARY_CODES.tanh,
  Sigmoid: UNARY_CODES.sigmoid,
  Softplus: UNARY_CODES.softplus,
  Relu: UNARY_CODES.relu,
  Elu: UNARY_CODES.elu,
  Sin: UNARY_CODES.sin,
  Cos: UNARY_CODES.cos,
};

/** By kernel name: what to do in place of tfjs's kernel on WASM, which still does the other dtypes. */
export const unaryOnWasm: Readonly<Record<string, (original?: KernelFunc) => KernelFunc>> =
  Object.fromEntries(Object.entries(UNARY_KERNELS).map(([kernelName, code]) => [kernelName, unary(code)]));
