// Capture: listens to one real run of a function and writes it down as a graph.
import type { NamedTensorMap } from '@tensorflow/tfjs-core';
import { unheard } from '../engine/capture.ts';
import type { CaptureListener } from '../engine/capture.ts';
import type { Attributes } from '../engine/gradient-registry.ts';
import { ENGINE } from '../engine/internals.ts';
import { tidy } from '../engine/memory.ts';
import { describe } from '../errors.ts';
import type { Key } from '../random/key.ts';
import { sizeOf } from '../shapes.ts';
import { rowsAt, stepByStep } from '../loop.ts';
import type { Loop, LoopResult } from '../loop.ts';
import type { Tensor } from '../tensor-types.ts';
import { valuesOutside } from './simplify.ts';
import { callerLine } from './caller-line.ts';
import { copyTensor } from './copy-tensor.ts';
import type { Graph, GraphNode, LoopStep, Operand, ScanAttributes, Value } from './graph.ts';

/** Kernels that hand their input on under another name or shape. */
const HANDS_ON = new Set(['Identity', 'Reshape']);

/** What a captured function takes, one after the other. */
export type Argument = Tensor | Key;

/**
 * Writes down what a function does with tensors and keys. Values are known by the data of their tensors, so that every
 * handle on the same data is the same value. What is not computed from the arguments is a constant, with the numbers
 * that it has at capture.
 */
export class Recorder implements CaptureListener {
  readonly #values = new Map<object, Value>();
  readonly #inputs: Operand[] = [];
  #nodes: GraphNode[] = [];
  #count = 0;

  /** Makes an argument known, a tensor by its data, which no other argument may share. */
  input(argument: Argument): void {
    const index = this.#inputs.length;
    const isKey = !('dataId' in argument);
    const identity = isKey ? argument : argument.dataId;
    const [dtype, shape] = isKey ? (['int32', [2]] as const) : [argument.dtype, argument.shape];
    const value = this.#value(dtype, shape, { kind: 'input', index, isKey });
    this.#values.set(identity, value);
    this.#inputs.push({ value, shape });
  }

  ran(kernel: string, inputs: NamedTensorMap, outputs: readonly Tensor[], attrs: Attributes): void {
    const tensors = Object.entries(inputs) as [string, Tensor][];
    if (HANDS_ON.has(kernel)) {
      this.#values.set(outputs[0].dataId, this.operand(tensors[0][1]).value);
      return;
    }
    const key = attrs.key as Key | undefined;
    const operands = tensors.map(([name, tensor]) => [name, this.operand(tensor)] as const);
    if (key !== undefined && this.#values.has(key)) operands.push(['key', this.#key(key)]);
    const isConstant = operands.every(([, { value }]) => value.origin.kind === 'constant');
    // The numbers of the outputs are there already: constants are folded by not writing the node down.
    if (isConstant) return;
    const made = outputs.map((tensor) => this.#made(tensor));
    this.#nodes.push({ kernel, inputs: Object.fromEntries(operands), attrs, outputs: made });
  }

  loops(loop: Loop): LoopResult {
    const { init, xs, length, reverse } = loop;
    const at = reverse ? length - 1 : 0;
    const carry = unheard(() => init.map(copyTensor));
    const x = unheard(() => tidy(() => rowsAt(xs, at).map(copyTensor)));
    const outer = this.#nodes;
    this.#nodes = [];
    const given = { carry: carry.map((each) => this.#made(each)), x: x.map((each) => this.#made(each)) };
    const first = loop.body(carry, x);
    const step: LoopStep = {
      ...given,
      nodes: this.#nodes,
      nextCarry: first.carry.map((tensor) => this.operand(tensor)),
      y: first.y.map((tensor) => this.operand(tensor)),
    };
    this.#nodes = outer;
    const operands = [...init, ...xs].map((tensor) => this.operand(tensor));
    const inputs = [...operands, ...valuesOutside(step)].map((operand, i) => [String(i), operand] as const);
    const result = unheard(() => stepByStep(loop, first.carry, [first.y]));
    const outputs = [...result.carry, ...result.ys].map((tensor) => this.#made(tensor));
    const attrs: ScanAttributes = { step, length, reverse };
    this.#nodes.push({ kernel: 'Scan', inputs: Object.fromEntries(inputs), attrs: { ...attrs }, outputs });
    return result;
  }

  /** A tensor that an operation makes. */
  #made({ dataId, dtype, shape }: Tensor): Operand {
    const value = this.#value(dtype, shape, { kind: 'node' });
    this.#values.set(dataId, value);
    return { value, shape };
  }

  derived(parent: Key, first: number, children: readonly Key[]): void {
    if (!this.#values.has(parent)) return;
    const outputs = children.map((child) => {
      const value = this.#value('int32', [2], { kind: 'node' });
      this.#values.set(child, value);
      return { value, shape: [2] };
    });
    this.#nodes.push({
      ...{ kernel: 'DeriveKeys', inputs: { key: this.#key(parent) }, attrs: { first }, outputs },
    });
  }

  reads(operation: string, tensor: Tensor): void {
    if (this.operand(tensor).value.origin.kind === 'constant') return;
    throw new Error(
      `compile: ${operation} must not read ${describe(tensor)} inside a compiled function: ` +
        `its numbers differ from call to call${callerLine()}`,
    );
  }

  draws(key: Key): void {
    if (!this.#values.has(key)) return;
    throw new Error(
      `compile: random numbers must be drawn as tensors inside a compiled function (uniform, normal, …): ` +
        `those of this key differ from call to call${callerLine()}`,
    );
  }

  /** The value of a tensor, a constant if it is not known. */
  operand({ dataId, dtype, shape }: Tensor): Operand {
    let value = this.#values.get(dataId);
    if (value === undefined) {
      value = this.#value(dtype, shape, { kind: 'constant', bytes: bytesOf(dataId) });
      this.#values.set(dataId, value);
    }
    return { value, shape };
  }

  /** All that was written down, for a function that returned these tensors. */
  graph(outputs: readonly Tensor[]): Graph {
    return {
      inputs: this.#inputs,
      nodes: this.#nodes,
      outputs: outputs.map((tensor) => this.operand(tensor)),
    };
  }

  #key(key: Key): Operand {
    return { value: this.#values.get(key) as Value, shape: [2] };
  }

  #value(dtype: Value['dtype'], shape: readonly number[], origin: Value['origin']): Value {
    return { id: this.#count++, dtype, size: sizeOf(shape), origin };
  }
}

function bytesOf(dataId: object): Uint8Array {
  const read = ENGINE.backendInstance.readSync(dataId);
  return new Uint8Array(read.buffer, read.byteOffset, read.byteLength).slice();
}
