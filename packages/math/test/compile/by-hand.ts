// Graphs, blocks and steps made by hand, for tests of single stages.
import type { Graph, GraphNode, LoopStep, Operand, ScanAttributes, Value } from '../../src/compile/graph.ts';
import type { Block, Holder, Place, Rounds, Stride } from '../../src/compile/places.ts';
import type { HostCall, Instruction, InstructionName, Repetition, Step } from '../../src/compile/steps.ts';

type Attributes = GraphNode['attrs'];

let values = 0;

function operand(shape: readonly number[], origin: Value['origin']): Operand {
  const size = shape.reduce((a, b) => a * b, 1);
  return { value: { id: values++, dtype: 'float32', size, origin }, shape };
}

/** An argument of a graph. */
export const input = (index: number, shape: readonly number[] = [4]): Operand =>
  operand(shape, { kind: 'input', index, isKey: false });

/** A key among the arguments of a graph. */
export const keyInput = (index: number): Operand => operand([2], { kind: 'input', index, isKey: true });

/** A value that an operation, or a round of a loop, makes. */
export const made = (shape: readonly number[] = [4]): Operand => operand(shape, { kind: 'node' });

/** An operation with inputs named `0`, `1`, … and as many outputs as asked. */
export function node(
  kernel: string,
  inputs: readonly Operand[],
  { attrs = {}, outputs = [made()] }: { attrs?: Attributes; outputs?: readonly Operand[] } = {},
): GraphNode {
  return { kernel, inputs: named(inputs), attrs, outputs };
}

/** The first output of an operation. */
export const out = ({ outputs }: GraphNode): Operand => outputs[0];

const named = (inputs: readonly Operand[]): Record<string, Operand> =>
  Object.fromEntries(inputs.map((each, i) => [String(i), each]));

/** A loop; `given` are init, xs, and what the step reaches outside. */
export function loop(given: readonly Operand[], step: LoopStep, outputs: readonly Operand[]): GraphNode {
  const attrs: ScanAttributes = { step, length: 3, reverse: false };
  return { kernel: 'Scan', inputs: named(given), attrs: { ...attrs }, outputs };
}

/** The step of a loop. */
export const stepOf = ({ attrs }: GraphNode): LoopStep => (attrs as unknown as ScanAttributes).step;

/** A graph of these operations. */
export const graph = (
  inputs: readonly Operand[],
  nodes: readonly GraphNode[],
  outputs: readonly Operand[],
): Graph => ({ inputs, nodes, outputs });

export const kernels = ({ nodes }: Pick<Graph, 'nodes'>): string[] => nodes.map(({ kernel }) => kernel);

/** A block of so many bytes. */
export const block = (bytes: number, holder: Holder = { kind: 'arena' }): Block => ({ bytes, holder });

/** A place in a block. */
export const at = (owner: Block, offset = 0, strides?: readonly Stride[]): Place =>
  strides === undefined ? { block: owner, offset } : { block: owner, offset, strides };

/** An instruction; blocks stand for their beginning. */
export function kernel(name: InstructionName, ...args: (number | Block | Place)[]): Instruction {
  return {
    kind: 'kernel',
    name,
    args: args.map((arg) => (typeof arg === 'number' || 'block' in arg ? arg : at(arg))),
  };
}

const calls = new Map<string, GraphNode>();

/** The same node for the same name. */
function called(name: string): GraphNode {
  const known = calls.get(name) ?? node(name, []);
  calls.set(name, known);
  return known;
}

/** A call of the host that reads some blocks and writes others. */
export const host = (inputs: readonly Block[], outputs: readonly Block[], name = 'Host'): HostCall => ({
  ...{ kind: 'host', node: called(name) },
  inputs: inputs.map((each) => at(each)),
  outputs: outputs.map((each) => at(each)),
});

/** Steps that are repeated. */
export const repeat = (rounds: Rounds, ...body: Step[]): Repetition => ({ kind: 'loop', rounds, body });
