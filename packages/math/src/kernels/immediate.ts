// Operations at once, on the WASM backend: the instructions of an operation's lowering are called one by one as they are
// emitted, instead of being written into a program. So that programs and operations do the same.
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { GraphNode, Operand, Value } from '../compile/graph.ts';
import type { Lower, Lowering } from '../compile/lowering.ts';
import { LOWERINGS } from '../compile/lowerings/index.ts';
import type { Block, Place } from '../compile/places.ts';
import type { InstructionName } from '../compile/steps.ts';
import { pointerOf } from '../engine/buffers.ts';
import type { Attributes } from '../engine/gradient-registry.ts';
import type { WasmBackend } from '../engine/internals.ts';
import { keyPointer, saccadeKernels, scratchPointer } from '../engine/saccade-kernels.ts';
import type { Key } from '../random/key.ts';
import { sizeOf } from '../shapes.ts';
import { RESULTS } from './results.ts';
import type { Inputs, Result, ResultsOf } from './results.ts';

/** The memory itself: offsets in it are addresses. */
const MEMORY: Block = { bytes: 2 ** 32, holder: { kind: 'memory' } };

const NODE = { kind: 'node' } as const;

/** An input with its address, or an output that gets one. It is its own value: reshaped tensors do not come here. */
class Held implements Operand, Value {
  readonly id = 0;
  readonly origin = NODE;
  readonly shape: readonly number[];
  readonly dtype: Value['dtype'];
  readonly size: number;
  address: number;
  info: TensorInfo | undefined;

  constructor({ shape, dtype }: Result, address = 0) {
    this.shape = shape;
    this.dtype = dtype;
    this.size = sizeOf(shape);
    this.address = address;
  }

  get value(): this {
    return this;
  }
}

type Callable = (...args: (number | Place)[]) => void;

class ImmediateLowering implements Lowering {
  readonly #backend: WasmBackend;

  constructor(backend: WasmBackend) {
    this.#backend = backend;
  }

  place(operand: Operand): Place {
    return at((operand as Held).address);
  }

  room(operand: Operand): Place {
    const held = operand as Held;
    held.info = this.#backend.makeOutput(held.shape as number[], held.dtype);
    held.address = pointerOf(this.#backend, held.info);
    return at(held.address);
  }

  alias(operand: Operand, place: Place): void {
    const bytes = operand.value.size * (operand.value.dtype === 'bool' ? 1 : 4);
    this.emit('copyBytes', place, this.room(operand), bytes);
  }

  claim(): boolean {
    return false;
  }

  scratch(bytes: number): Place {
    return at(scratchPointer(bytes));
  }

  emit(name: InstructionName, ...args: (number | Place)[]): void {
    for (let i = 0; i < args.length; i++) {
      const arg = args[i];
      if (typeof arg !== 'number') args[i] = arg.offset;
    }
    (saccadeKernels()[name] as Callable)(...args);
  }
}

const at = (address: number): Place => ({ block: MEMORY, offset: address });

/** The words of a key, which an operation has among its attributes, as an operand. */
const heldKey = ({ words }: Key): Held => new Held({ shape: [2], dtype: 'int32' }, keyPointer(words));

/** Runs an operation by its lowering, or in the old way where that has no instructions for it. */
const immediate =
  (kernel: string, resultsOf: ResultsOf, lower: Lower) =>
  (original?: KernelFunc): KernelFunc =>
  (args) => {
    const attrs = (args.attrs ?? {}) as Attributes;
    const inputs = args.inputs as Inputs;
    const results = resultsOf(inputs, attrs);
    const outputs = (Array.isArray(results) ? results : [results]).map((result: Result) => new Held(result));
    const node: GraphNode = { kernel, inputs: holdInputs(inputs, args.backend, attrs), attrs, outputs };
    if (isRun(node, lower, args.backend as WasmBackend)) {
      const infos = outputs.map(({ info }) => info as TensorInfo);
      return Array.isArray(results) ? infos : infos[0];
    }
    if (original !== undefined) return original(args);
    throw new Error(`${kernel}: inputs must be of a dtype that it is made for`);
  };

/** Whether an operation has a lowering, which has run then. Outputs are freed where it throws. */
function isRun(node: GraphNode, lower: Lower, backend: WasmBackend): boolean {
  try {
    return lower(node, new ImmediateLowering(backend));
  } catch (error) {
    for (const output of node.outputs) {
      const { info } = output as Held;
      if (info !== undefined) backend.disposeData(info.dataId);
    }
    throw error;
  }
}

function holdInputs(inputs: Inputs, backend: unknown, { key }: Attributes): GraphNode['inputs'] {
  const held: Record<string, Held> = {};
  for (const name of Object.keys(inputs))
    held[name] = new Held(inputs[name], pointerOf(backend, inputs[name]));
  if (key !== undefined) held.key = heldKey(key as Key);
  return held;
}

/** By kernel name: what to do in place of tfjs's kernel on WASM, which still does the dtypes that ours does not. */
export const immediateKernels: Readonly<Record<string, (original?: KernelFunc) => KernelFunc>> =
  Object.fromEntries(
    Object.entries(RESULTS).map(([kernel, resultsOf]) => [
      kernel,
      immediate(kernel, resultsOf, LOWERINGS[kernel]),
    ]),
  );
