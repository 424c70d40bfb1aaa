// Softmax, LogSoftmax and LogSumExp over the last axis on the CPU backend, with the bits of the kernels on WASM: in float64,
// by exponentials and logarithms that are the same on every host.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput } from '../engine/buffers.ts';
import { exp, log } from '../portable/index.ts';
import { sizeOf } from '../shapes.ts';

/** Writes what follows from a row. */
type WriteRow = (row: Float32Array, to: Float32Array, index: number) => void;

const writeShares: WriteRow = (row, to, index) => {
  const top = largestOf(row);
  const exps = Float64Array.from(row, (x) => shortExp(x - top));
  const share = 1 / exps.reduce((sum, e) => sum + e, 0);
  exps.forEach((e, i) => (to[index * row.length + i] = Math.fround(e) * share));
};

const writeLogits: WriteRow = (row, to, index) => {
  const top = largestOf(row);
  const logOfSum = log(sumOfExps(row, top));
  row.forEach((x, i) => (to[index * row.length + i] = x - top - logOfSum));
};

/** An infinite largest element is the result itself: infinity minus infinity would be NaN. */
const writeSum: WriteRow = (row, to, index) => {
  const top = largestOf(row);
  to[index] = Number.isFinite(top) ? top + log(sumOfExps(row, top)) : top;
};

const sumOfExps = (row: Float32Array, top: number): number => row.reduce((sum, x) => sum + exp(x - top), 0);

/** The largest of some elements; NaN if one is. */
const largestOf = (row: Float32Array): number => row.reduce((a, b) => Math.max(a, b), -Infinity);

const LN2 = 0.6931471805599453;
/** Added to a number and taken off again, it leaves an integer. */
const MAGIC = 6755399441055744;
/** From the highest power down. */
const COEFFICIENTS = [
  0.000199142745465953016, 0.00139410131819413704, 0.00833327282885748046, 0.0416663546146864836,
  0.166666668182254441, 0.500000004641065162,
];

/** eˣ for x ≤ 0 to the digits that `softmax` needs, as in `assembly/exp-pairs.ts` of the kernels. */
function shortExp(x: number): number {
  const limited = Math.max(x, -200);
  const k = limited * Math.LOG2E + MAGIC - MAGIC;
  const r = limited - k * LN2;
  const rest = r + r * r * COEFFICIENTS.reduce((sum, c) => sum * r + c);
  const power = powerOfTwo(k);
  return power + power * rest;
}

const oneDouble = new Float64Array(1);
const itsWords = new Int32Array(oneDouble.buffer);

/** 2ᵏ for integers k from −1022 to 1023; something for NaN. */
function powerOfTwo(k: number): number {
  itsWords[1] = (k + 1023) << 20;
  return oneDouble[0] as number;
}

const overRows = (
  kernelName: string,
  input: string,
  shapeOf: (shape: readonly number[]) => readonly number[],
  write: WriteRow,
): KernelConfig => ({
  kernelName,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend }) => {
    const x = inputs[input] as TensorInfo;
    const length = x.shape.at(-1) as number;
    const out = makeOutput(backend, shapeOf(x.shape), 'float32');
    const [from, to] = [floatsOf(backend, x), floatsOf(backend, out)];
    const rows = sizeOf(x.shape.slice(0, -1));
    for (let row = 0; row < rows; row++) write(from.subarray(row * length, (row + 1) * length), to, row);
    return out;
  },
});

export const softmaxKernels: readonly KernelConfig[] = [
  overRows('Softmax', 'logits', (shape) => shape, writeShares),
  overRows('LogSoftmax', 'x', (shape) => shape, writeLogits),
  overRows('LogSumExp', 'x', (shape) => shape.slice(0, -1), writeSum),
];
