// What a program asks of the host between its instructions, on the memory itself.
import type { GraphNode } from './graph.ts';

type HostFunction = (
  node: GraphNode,
  memory: ArrayBuffer,
  inputs: readonly number[],
  outputs: readonly number[],
) => void;

const hostScalars: HostFunction = ({ attrs }, memory, [x], outputs) => {
  const compute = attrs.compute as (x: number) => readonly number[];
  compute(new Int32Array(memory, x, 1)[0]).forEach((value, i) => {
    new Float32Array(memory, outputs[i], 1)[0] = value;
  });
};

/** Sums of integers, such as the next step of an optimiser: too few to need instructions. */
const addIntegers: HostFunction = ({ inputs: { a, b }, outputs: [out] }, memory, [left, right], [sum]) => {
  const [x, y] = [new Int32Array(memory, left, a.value.size), new Int32Array(memory, right, b.value.size)];
  const to = new Int32Array(memory, sum, out.value.size);
  for (let i = 0; i < to.length; i++) to[i] = x[i % x.length] + y[i % y.length];
};

/** What does an operation on the memory itself, or undefined where the engine must. */
export function hostFunctionOf({ kernel, inputs, outputs: [out] }: GraphNode): HostFunction | undefined {
  if (kernel === 'HostScalars') return hostScalars;
  const isInteger = kernel === 'Add' && out.value.dtype === 'int32';
  const isSimple = Object.values(inputs).every(
    ({ value: { size } }) => size === 1 || size === out.value.size,
  );
  return isInteger && isSimple ? addIntegers : undefined;
}
