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

/** What does an operation on the memory itself, or undefined where the engine must. */
export function hostFunctionOf({ kernel }: GraphNode): HostFunction | undefined {
  return kernel === 'HostScalars' ? hostScalars : undefined;
}
