// Replay: a program in the memory of the WASM backend, run by one call.
import { freshTensor } from '../engine/alias.ts';
import { fillOutput } from '../engine/buffers.ts';
import type { Attributes } from '../engine/gradient-registry.ts';
import { ENGINE } from '../engine/internals.ts';
import type { WasmBackend } from '../engine/internals.ts';
import { tidy } from '../engine/memory.ts';
import { runKernelMany } from '../engine/run-kernel.ts';
import { saccadeKernels } from '../engine/saccade-kernels.ts';
import type { TensorArray } from '../ops/reading.ts';
import { keyFromWords } from '../random/key.ts';
import type { DataType, Tensor } from '../tensor-types.ts';
import type { ArenaPlan } from './arena.ts';
import type { Assembly, HostLoop, Part } from './assemble.ts';
import { copyTensor } from './copy-tensor.ts';
import { bytesPerElement } from './graph.ts';
import type { GraphNode } from './graph.ts';
import { hostFunctionOf } from './host-functions.ts';
import type { Block, Place, Rounds } from './places.ts';
import type { Argument } from './recorder.ts';
import type { HostCall } from './steps.ts';

/** What a tensor that a run returns looks like. */
export interface OutputLayout {
  readonly shape: readonly number[];
  readonly dtype: DataType;
  readonly block: Block;
}

/** Called in place of each part of a program, which it must run. */
export type Watch = (part: Exclude<Part, HostLoop>, run: () => void) => void;

/** An address that no tensor has. */
const NOWHERE = -1;

/** Words that hold addresses in a tensor whose memory may be another at each run. */
class Binding {
  readonly #words: readonly number[];
  readonly #offsets: readonly number[];
  address = NOWHERE;

  constructor(words: readonly number[], offsets: readonly number[]) {
    this.#words = words;
    this.#offsets = offsets;
  }

  point(address: number, code: Int32Array): void {
    if (address === this.address) return;
    this.address = address;
    for (let i = 0; i < this.#words.length; i++) code[this.#words[i]] = address + this.#offsets[i];
  }

  /** The words do not hold the address any more. */
  forget(): void {
    this.address = NOWHERE;
  }
}

/** The elements of a tensor at an address. */
function elementsAt(buffer: ArrayBuffer, address: number, { dtype, size }: Tensor): TensorArray {
  if (dtype === 'bool') return new Uint8Array(buffer, address, size);
  return dtype === 'int32' ? new Int32Array(buffer, address, size) : new Float32Array(buffer, address, size);
}

/** A captured function, ready to run again. It holds memory until it is disposed. */
export class Program {
  readonly assembly: Assembly;
  readonly arena: ArenaPlan;
  readonly #outputs: readonly OutputLayout[];
  readonly #backend = ENGINE.backendInstance as WasmBackend;
  readonly #kernels = saccadeKernels();
  readonly #memory: WebAssembly.Memory;
  readonly #codeAddress: number;
  readonly #arenaAddress: number;
  readonly #inputBindings = new Map<number, Binding>();
  readonly #outputBindings = new Map<number, Binding>();
  readonly #keyAddresses = new Map<number, number>();
  /** By output, the donated argument whose memory it takes over. */
  readonly #donors: readonly (number | undefined)[];
  /** Of loops that the host repeats, the round that is running. */
  readonly #rounds = new Map<Rounds, number>();
  readonly #watch: Watch | undefined;
  #code: Int32Array;

  constructor(assembly: Assembly, arena: ArenaPlan, outputs: readonly OutputLayout[], watch?: Watch) {
    this.#watch = watch;
    this.assembly = assembly;
    this.arena = arena;
    this.#outputs = outputs;
    this.#memory = this.#backend.wasm.asm.memory;
    const codeBytes = Math.max(16, 4 * assembly.words.length);
    this.#codeAddress = this.#backend.wasm._malloc(codeBytes);
    this.#arenaAddress = this.#backend.wasm._malloc(Math.max(16, arena.bytes));
    this.#code = this.#viewCode();
    this.#writeWords();
    this.#bindBlocks();
    this.#donors = outputs.map(({ block: { holder } }) =>
      holder.kind === 'donated' ? holder.input : undefined,
    );
  }

  /**
   * Runs once. Donated tensors among the arguments are disposed, also when it throws; their memory goes to the outputs
   * that take it over.
   * @param args - as many as the function was captured with, of the same shapes and dtypes.
   * @returns new tensors, which the caller owns.
   */
  run(args: readonly Argument[]): Tensor[] {
    const results = this.#outputs.map((layout, output) => this.#result(layout, output, args));
    try {
      this.#bind(args, results);
      this.#runAll();
      return results;
    } catch (error) {
      for (const result of results) result.dispose();
      throw error;
    } finally {
      // Not earlier: a tensor may be an argument twice.
      for (const donor of this.#donors) if (donor !== undefined) (args[donor] as Tensor).dispose();
    }
  }

  #bind(args: readonly Argument[], results: readonly Tensor[]): void {
    // Making a result may have moved the memory.
    this.#refreshCode();
    this.#point(
      (input) => {
        const output = this.#donors.indexOf(input);
        return this.#addressOf(output < 0 ? (args[input] as Tensor) : results[output]);
      },
      (output) => this.#addressOf(results[output]),
    );
    for (const [input, address] of this.#keyAddresses) this.#writeKey(args[input], address);
  }

  #runAll(): void {
    try {
      this.#runParts(this.assembly.parts);
    } catch (error) {
      this.#restore();
      throw error;
    }
  }

  /** After a run that did not come to its end: loops leave words moved on. */
  #restore(): void {
    this.#refreshCode();
    this.#writeWords();
    for (const binding of [...this.#inputBindings.values(), ...this.#outputBindings.values()])
      binding.forget();
  }

  /** Tells the program where the tensors of a run are. */
  #point(input: (index: number) => number, output: (index: number) => number): void {
    for (const [index, binding] of this.#inputBindings) binding.point(input(index), this.#code);
    for (const [index, binding] of this.#outputBindings) binding.point(output(index), this.#code);
  }

  #runParts(parts: readonly Part[]): void {
    for (const part of parts) {
      if (part.kind === 'loop') this.#repeat(part);
      else if (this.#watch === undefined) this.#runPart(part);
      else this.#watch(part, () => this.#runPart(part));
    }
  }

  #runPart(part: Exclude<Part, HostLoop>): void {
    if (part.kind === 'host') this.#callHost(part);
    else this.#kernels.run(this.#codeAddress + 4 * part.start, this.#codeAddress + 4 * part.end);
  }

  #repeat({ rounds, parts, strides }: HostLoop): void {
    const step = (times: number): void => {
      // A call of the host may have moved the memory.
      this.#refreshCode();
      for (const { word, bytes } of strides) this.#code[word] += times * bytes;
    };
    for (let round = 0; round < rounds.count; round++) {
      this.#rounds.set(rounds, round);
      this.#runParts(parts);
      step(1);
    }
    step(-rounds.count);
  }

  /**
   * Runs on the elements of tensors, which the program copies to and from memory that it is given once.
   * @param inputs - one tensor per input, whose elements are overwritten at each run; `outputs`: where results go.
   * @returns a function of the elements of the inputs, which returns new arrays of those of the outputs.
   */
  onArrays(
    inputs: readonly Tensor[],
    outputs: readonly Tensor[],
  ): (arrays: readonly TensorArray[]) => TensorArray[] {
    const addresses = {
      inputs: inputs.map(this.#addressOf, this),
      outputs: outputs.map((tensor, i) =>
        this.#addressOf(this.#donors[i] === undefined ? tensor : inputs[this.#donors[i]]),
      ),
    };
    let views: { readonly buffer: ArrayBuffer; inputs: TensorArray[]; outputs: TensorArray[] } | undefined;
    const currentViews = () => {
      const { buffer } = this.#memory;
      if (views?.buffer === buffer) return views;
      return (views = {
        buffer,
        inputs: inputs.map((tensor, i) => elementsAt(buffer, addresses.inputs[i], tensor)),
        outputs: outputs.map((tensor, i) => elementsAt(buffer, addresses.outputs[i], tensor)),
      });
    };
    return (arrays) => {
      this.#refreshCode();
      this.#point(
        (input) => addresses.inputs[input],
        (output) => addresses.outputs[output],
      );
      const given = currentViews().inputs;
      for (let i = 0; i < arrays.length; i++) given[i].set(arrays[i]);
      this.#runAll();
      // A call of the host may have moved the memory.
      return currentViews().outputs.map((view) => view.slice());
    };
  }

  /** Frees its memory. It must not run any more. */
  dispose(): void {
    this.#backend.wasm._free(this.#codeAddress);
    this.#backend.wasm._free(this.#arenaAddress);
    for (const opcode of this.assembly.fused) this.#kernels.release(opcode);
  }

  #viewCode(): Int32Array {
    return new Int32Array(this.#memory.buffer, this.#codeAddress, this.assembly.words.length);
  }

  /** After the memory has moved, the words are seen anew. */
  #refreshCode(): void {
    if (this.#code.buffer !== this.#memory.buffer) this.#code = this.#viewCode();
  }

  /** Writes the words, with the addresses that stay. */
  #writeWords(): void {
    this.#code.set(this.assembly.words);
    for (const { word, place } of this.assembly.relocations) {
      const offset = this.arena.offsets.get(place.block);
      if (offset !== undefined) this.#code[word] = this.#arenaAddress + offset + place.offset;
    }
  }

  /** Writes constants, and finds the words that change from run to run. */
  #bindBlocks(): void {
    const words = new Map<Block, { words: number[]; offsets: number[] }>();
    for (const { word, place } of this.assembly.relocations) {
      const own = words.get(place.block) ?? { words: [], offsets: [] };
      words.set(place.block, own);
      own.words.push(word);
      own.offsets.push(place.offset);
    }
    const blocks = new Set([...words.keys(), ...this.arena.offsets.keys(), ...this.#hostBlocks()]);
    for (const block of blocks) {
      const { holder } = block;
      const own = words.get(block) ?? { words: [], offsets: [] };
      const binding = new Binding(own.words, own.offsets);
      if (holder.kind === 'input' || holder.kind === 'donated')
        this.#inputBindings.set(holder.input, binding);
      if (holder.kind === 'output') this.#outputBindings.set(holder.output, binding);
      if (holder.kind === 'key')
        this.#keyAddresses.set(holder.input, this.#arenaAddress + this.#offsetOf(block));
      if (holder.kind === 'constant')
        this.#bytes(this.#arenaAddress + this.#offsetOf(block), block.bytes).set(holder.bytes);
    }
  }

  #hostBlocks(): Block[] {
    const visit = (parts: readonly Part[]): Block[] =>
      parts.flatMap((part) => {
        if (part.kind === 'loop') return visit(part.parts);
        return part.kind === 'host' ? [...part.inputs, ...part.outputs].map(({ block }) => block) : [];
      });
    return visit(this.assembly.parts);
  }

  #offsetOf(block: Block): number {
    return this.arena.offsets.get(block) as number;
  }

  /** The tensor of an output: a donated one under a new handle, or a new one. */
  #result({ shape, dtype }: OutputLayout, output: number, args: readonly Argument[]): Tensor {
    const donor = this.#donors[output];
    if (donor === undefined) {
      return ENGINE.makeTensorFromTensorInfo(this.#backend.makeOutput([...shape], dtype), this.#backend);
    }
    const given = args[donor] as Tensor;
    return this.#isShared(donor, args) ? copyTensor(given) : freshTensor(given);
  }

  /** Whether somebody else has a handle on the memory of an argument, which must not change under him. */
  #isShared(index: number, args: readonly Argument[]): boolean {
    const { dataId } = args[index] as Tensor;
    if (this.#backend.dataIdMap.get(dataId).refCount > 1) return true;
    return args.some((other, i) => i !== index && 'dataId' in other && other.dataId === dataId);
  }

  #addressOf({ dataId }: Tensor): number {
    return this.#backend.dataIdMap.get(dataId).memoryOffset;
  }

  #writeKey(argument: Argument, address: number): void {
    if (!('words' in argument)) return;
    const words = new Uint32Array(this.#memory.buffer, address, 2);
    words[0] = argument.words[0];
    words[1] = argument.words[1];
  }

  #bytes(address: number, count: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, count);
  }

  /** Where a place is in this run, and this round of loops. */
  #address({ block, offset: start, strides = [] }: Place): number {
    const { holder } = block;
    const offset = strides.reduce(
      (sum, { loop, bytes }) => sum + (this.#rounds.get(loop) ?? 0) * bytes,
      start,
    );
    if (holder.kind === 'input' || holder.kind === 'donated') {
      return (this.#inputBindings.get(holder.input) as Binding).address + offset;
    }
    if (holder.kind === 'output')
      return (this.#outputBindings.get(holder.output) as Binding).address + offset;
    return this.#arenaAddress + this.#offsetOf(block) + offset;
  }

  /** The attributes of an operation, with the key of this run where it draws. */
  #attributes({ inputs, attrs }: GraphNode, places: readonly Place[]): Attributes {
    const at = Object.keys(inputs).indexOf('key');
    if (at < 0) return attrs;
    return {
      ...attrs,
      key: keyFromWords([...new Uint32Array(this.#memory.buffer, this.#address(places[at]), 2)]),
    };
  }

  #callHost(call: HostCall): void {
    const direct = hostFunctionOf(call.node);
    if (direct === undefined) return tidy(() => this.#callEngine(call));
    const addresses = (places: readonly Place[]): number[] => places.map((place) => this.#address(place));
    direct(call.node, this.#memory.buffer, addresses(call.inputs), addresses(call.outputs));
  }

  #callEngine({ node, inputs, outputs }: HostCall): void {
    const operands = Object.entries(node.inputs).filter(([name]) => name !== 'key');
    const tensors = operands.map(([name, { shape, value }], i) => {
      const bytes = this.#bytes(this.#address(inputs[i]), value.size * bytesPerElement(value.dtype)).slice();
      const info = fillOutput(this.#backend, shape, value.dtype as 'float32', bytes);
      return [name, ENGINE.makeTensorFromTensorInfo(info, this.#backend)] as const;
    });
    const isList = operands.every(([name], i) => name === String(i));
    const given = isList ? tensors.map(([, tensor]) => tensor) : Object.fromEntries(tensors);
    const results = runKernelMany(
      node.kernel,
      given as Record<string, Tensor>,
      this.#attributes(node, inputs),
    );
    results.forEach((result, i) => {
      const bytes = result.size * bytesPerElement(result.dtype);
      this.#bytes(this.#address(outputs[i]), bytes).set(this.#bytes(this.#addressOf(result), bytes));
    });
  }
}
