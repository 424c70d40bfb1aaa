// Recording and walking the tape of tfjs's engine with our own gradients.
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { freshTensor, sameTensor } from './alias.ts';
import { findGradient } from './gradient-registry.ts';
import type { Attributes, GradientConfig } from './gradient-registry.ts';
import { ENGINE } from './internals.ts';
import type { TapeNode } from './internals.ts';

// Identities of the tensors that depend on what is being differentiated. An operation on others is not recorded, so
// that frozen weights and data cost neither time nor memory. Undefined when tfjs itself runs the tape.
let active: Set<number> | undefined;
let seenNodes = 0;
// What operations have been given, while a loop looks for what its body reaches.
let used: Map<number, Tensor> | undefined;

/** Whether operations are being recorded. */
export function isRecording(): boolean {
  return ENGINE.state.gradientDepth > 0 && ENGINE.state.kernelDepth === 0;
}

/** Puts one kernel call on the tape if its outputs depend on what is being differentiated. */
export function record(
  kernelName: string,
  inputs: NamedTensorMap,
  outputs: Tensor[],
  attrs: Attributes,
): void {
  noteUse(inputs);
  const differentiable = outputs.some((output) => output.dtype === 'float32');
  if (!differentiable || (active !== undefined && !dependsOn(inputs, active))) return;
  const config = findGradient(kernelName);
  const saved = config === undefined ? [] : tensorsToSave(config, inputs, outputs).map(saveTensor);
  push({
    kernelName,
    inputs,
    // The caller may do with his list what he likes.
    outputs: [...outputs],
    saved,
    gradient: config && backward(config, inputs, outputs, saved, attrs),
  });
}

/** Puts a call with a gradient of its own on the tape, without a kernel. The tape frees what is `saved`. */
export function recordCustom(
  kernelName: string,
  inputs: NamedTensorMap,
  outputs: Tensor[],
  gradient: NonNullable<TapeNode['gradient']>,
  saved: Tensor[] = [],
): void {
  noteUse(inputs);
  push({ kernelName, inputs, outputs, saved, gradient });
}

/** A handle of its own on a tensor, connected to it for recordings that began before. */
export function watch(tensor: Tensor): Tensor {
  const watched = freshTensor(tensor);
  if (isRecording()) recordCustom('Watch', { x: tensor }, [watched], ([dy]) => ({ x: () => dy as Tensor }));
  return watched;
}

/** Runs `f` without recording; recordings inside of it are their own. */
export function unrecorded<T>(f: () => T): T {
  const { state } = ENGINE;
  const { gradientDepth, activeTape } = state;
  const before = { active, seenNodes, used };
  state.gradientDepth = 0;
  used = undefined;
  try {
    return f();
  } finally {
    Object.assign(state, { gradientDepth, activeTape });
    ({ active, seenNodes, used } = before);
  }
}

/** Tensors from outside of a function. */
export interface Reached {
  /** Those that depend on what is being differentiated. */
  readonly closure: readonly Tensor[];
  /** Those that must only stay alive until gradients are known. */
  readonly constants: readonly Tensor[];
}

/** The tensors from outside of `f`, other than `own`, that it uses or returns. Nothing stays on the tape. */
export function reachedBy(f: () => readonly Tensor[], own: readonly Tensor[]): Reached {
  const tape = ENGINE.state.activeTape ?? [];
  const [firstNode, firstMade, outer] = [tape.length, ENGINE.nextTensorId(), used];
  const found = new Map<number, Tensor>();
  used = found;
  try {
    noteUse(f());
  } finally {
    used = outer;
    for (const { saved } of tape.splice(firstNode)) for (const tensor of saved) tensor.dispose();
    seenNodes = Math.min(seenNodes, firstNode);
  }
  for (const { id } of own) found.delete(id);
  const outside = [...found.values()].filter(({ id }) => id < firstMade);
  // What an inner loop reaches, a loop around it reaches too.
  noteUse(outside);
  const isDifferentiated = ({ id, dtype }: Tensor): boolean =>
    dtype === 'float32' && active?.has(id) !== false;
  return {
    closure: outside.filter(isDifferentiated),
    constants: outside.filter((tensor) => !isDifferentiated(tensor)),
  };
}

/** Tells a loop that looks for what its body reaches that it reaches these. */
export function noteUse(tensors: NamedTensorMap | readonly Tensor[]): void {
  if (used === undefined) return;
  for (const tensor of Object.values(tensors)) used.set(tensor.id, tensor);
}

function push(node: Omit<TapeNode, 'id'>): void {
  const { state } = ENGINE;
  state.activeTape?.push({ id: state.nextTapeNodeId++, ...node });
}

/** Whether an input depends on what is being differentiated, after catching up with what tfjs's own operations put on the tape. */
function dependsOn(inputs: NamedTensorMap, identities: Set<number>): boolean {
  const tape = ENGINE.state.activeTape ?? [];
  for (; seenNodes < tape.length; seenNodes++) {
    const node = tape[seenNodes];
    if (hasAny(node.inputs, identities)) addFloats(node.outputs, identities);
  }
  return hasAny(inputs, identities);
}

function hasAny(inputs: NamedTensorMap, identities: ReadonlySet<number>): boolean {
  for (const name in inputs) if (identities.has(inputs[name].id)) return true;
  return false;
}

function addFloats(outputs: readonly Tensor[], identities: Set<number>): void {
  for (const output of outputs) if (output.dtype === 'float32') identities.add(output.id);
}

function tensorsToSave(config: GradientConfig, inputs: NamedTensorMap, outputs: Tensor[]): Tensor[] {
  const names = config.saveAllInputs ? Object.keys(inputs) : (config.inputsToSave ?? []);
  const saved = names.map((name) => inputs[name]);
  if (config.outputsToSave) saved.push(...outputs.filter((_, i) => config.outputsToSave?.[i]));
  return saved;
}

/** A handle that the tape keeps, with the same identity. */
export function saveTensor(tensor: Tensor): Tensor {
  const saved = sameTensor(tensor);
  saved.kept = true;
  return saved;
}

function backward(
  config: GradientConfig,
  inputs: NamedTensorMap,
  outputs: readonly Tensor[],
  saved: readonly Tensor[],
  attrs: Attributes,
): NonNullable<TapeNode['gradient']> {
  return (given) => {
    const dys = given.map((dy, i) => dy ?? zerosLike(outputs[i]));
    return config.gradFunc(dys[0], saved, attrs, { dys, inputs });
  };
}

function zerosLike({ shape, size }: Tensor): Tensor {
  return ENGINE.makeTensor(new Float32Array(size), shape, 'float32');
}

export interface Recording {
  /** Where on the tape this recording begins; earlier nodes belong to outer ones. */
  readonly first: number;
  readonly outermost: boolean;
}

/** Begins to record what depends on `sources`. Pair with `stopRecording` and `releaseRecording`. */
export function startRecording(sources: readonly Tensor[]): Recording {
  const outermost = ENGINE.state.gradientDepth === 0;
  ENGINE.startTape();
  if (outermost) {
    active = new Set();
    seenNodes = 0;
  }
  for (const source of sources) active?.add(source.id);
  return { first: ENGINE.state.activeTape?.length ?? 0, outermost };
}

/** Ends the recording; the tape stays, to be walked. */
export function stopRecording(): void {
  ENGINE.endTape();
}

/** Frees what the tape saved, unless an outer recording still needs it. */
export function releaseRecording({ outermost }: Recording): void {
  if (!outermost) return;
  for (const node of ENGINE.state.activeTape ?? []) for (const tensor of node.saved) tensor.dispose();
  ENGINE.state.activeTape = null;
  active = undefined;
}

/** The recorded nodes that depend on `sources`, in order. */
export function nodesFrom(sources: readonly Tensor[], { first }: Recording): TapeNode[] {
  const reached = new Set(sources.map(({ id }) => id));
  const nodes: TapeNode[] = [];
  for (const node of (ENGINE.state.activeTape ?? []).slice(first)) {
    const names = Object.keys(node.inputs).filter((name) => reached.has(node.inputs[name].id));
    if (names.length === 0) continue;
    addFloats(node.outputs, reached);
    nodes.push({
      ...node,
      inputs: Object.fromEntries(names.map((name) => [name, node.inputs[name]])),
    });
  }
  return nodes;
}
