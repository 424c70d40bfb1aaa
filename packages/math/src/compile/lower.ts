// Planning, last part: each operation as instructions on places in memory.
import { INSTRUCTIONS } from '@saccade/kernels';
import { byteSize } from './graph.ts';
import type { Graph, GraphNode, Operand, Value } from './graph.ts';
import type { Lowering } from './lowering.ts';
import { LOWERINGS } from './lowerings/index.ts';
import { lowerLoop } from './lowerings/scan.ts';
import type { Block, Holder, Place } from './places.ts';
import { settle } from './places.ts';
import { mapPlaces } from './steps.ts';
import type { InstructionName, Step } from './steps.ts';

/** The steps of a graph, and where its inputs and outputs are. */
export interface Lowered {
  readonly steps: readonly Step[];
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
}

/** What the lowering of a loop may do besides. */
export interface LoopLowering extends Lowering {
  push(step: Step): void;
  /** Lowers another operation. */
  node(node: GraphNode): void;
  /** The steps that `f` emits, kept apart, and the blocks that it made. */
  inside(f: () => void): { readonly steps: readonly Step[]; readonly made: ReadonlySet<Block> };
}

/** Translates a graph. Operations without a lowering become calls of the host. */
export function lower(graph: Graph): Lowered {
  const lowering = new GraphLowering();
  graph.inputs.forEach((operand, input) => lowering.input(operand, input));
  for (const node of graph.nodes) lowering.node(node);
  const steps = mapPlaces(lowering.steps, settle);
  // Only now is it known what lies within what.
  const places = (operands: readonly Operand[]): Place[] =>
    operands.map((operand) => settle(lowering.place(operand)));
  return { steps, inputs: places(graph.inputs), outputs: places(graph.outputs) };
}

class GraphLowering implements LoopLowering {
  steps: Step[] = [];
  #made = new Set<Block>();
  readonly #places = new Map<Value, Place>();
  readonly #constants = new Map<string, Block>();

  input({ value }: Operand, input: number): void {
    const isKey = value.origin.kind === 'input' && value.origin.isKey;
    this.#places.set(value, this.#block(byteSize(value), { kind: isKey ? 'key' : 'input', input }));
  }

  node(node: GraphNode): void {
    if (node.kernel === 'Scan') {
      lowerLoop(node, this);
      return;
    }
    if (LOWERINGS[node.kernel]?.(node, this) === true) return;
    const inputs = Object.values(node.inputs).map((operand) => this.place(operand));
    const outputs = node.outputs.map((operand) => this.room(operand));
    this.steps.push({ kind: 'host', node, inputs, outputs });
  }

  place({ value }: Operand): Place {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const { origin } = value;
    if (origin.kind !== 'constant')
      throw new Error(`lower: value ${value.id} must be computed before it is used`);
    const place = { block: this.#constant(origin.bytes), offset: 0 };
    this.#places.set(value, place);
    return place;
  }

  room({ value }: Operand): Place {
    const place = this.#block(byteSize(value), { kind: 'arena' });
    this.#places.set(value, place);
    return place;
  }

  alias({ value }: Operand, place: Place): void {
    this.#places.set(value, place);
  }

  claim({ value }: Operand, place: Place): boolean {
    const { block, offset, strides = [] } = this.#places.get(value) ?? { block: undefined, offset: 0 };
    if (block === undefined || !this.#made.has(block) || block.holder.kind !== 'arena') return false;
    if (offset !== 0 || strides.length > 0 || block.within !== undefined || block.bytes !== byteSize(value))
      return false;
    block.within = place;
    return true;
  }

  scratch(bytes: number): Place {
    return this.#block(bytes, { kind: 'arena' });
  }

  emit(name: InstructionName, ...args: (number | Place)[]): void {
    const expected = Object.keys(INSTRUCTIONS[name].parameters).length;
    if (args.length !== expected)
      throw new Error(`lower: ${name} must have ${expected} arguments, got ${args.length}`);
    this.steps.push({ kind: 'kernel', name, args });
  }

  push(step: Step): void {
    this.steps.push(step);
  }

  inside(f: () => void): { steps: Step[]; made: Set<Block> } {
    const outer = { steps: this.steps, made: this.#made };
    this.steps = [];
    this.#made = new Set();
    f();
    const inner = { steps: mapPlaces(this.steps, settle), made: this.#made };
    this.steps = outer.steps;
    this.#made = outer.made;
    return inner;
  }

  #block(bytes: number, holder: Holder): Place {
    const block = { bytes, holder };
    this.#made.add(block);
    return { block, offset: 0 };
  }

  /** Small constants with the same bytes share a block. */
  #constant(bytes: Uint8Array): Block {
    if (bytes.length > 64) return { bytes: bytes.length, holder: { kind: 'constant', bytes } };
    const text = bytes.join();
    let block = this.#constants.get(text);
    if (block === undefined) {
      block = { bytes: bytes.length, holder: { kind: 'constant', bytes } };
      this.#constants.set(text, block);
    }
    return block;
  }
}
