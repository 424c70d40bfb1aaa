// What a program asks of the host between its instructions, on the memory itself.
import { childWords } from '../random/key.ts';
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

const deriveKeys: HostFunction = ({ attrs }, memory, [key], outputs) => {
  const [first, second] = new Uint32Array(memory, key, 2);
  childWords([first, second], attrs.first as number, outputs.length).forEach((words, i) => {
    new Uint32Array(memory, outputs[i], 2).set(words);
  });
};

/** By operation. */
export const HOST_FUNCTIONS: Readonly<Record<string, HostFunction>> = {
  HostScalars: hostScalars,
  DeriveKeys: deriveKeys,
};
