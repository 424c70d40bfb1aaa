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

/** By operation. */
export const HOST_FUNCTIONS: Readonly<Record<string, HostFunction>> = {
  HostScalars: hostScalars,
};
