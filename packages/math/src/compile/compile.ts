// `compile`: the first call of a shape runs as always and is written down; later calls run what was written.
import { freshTensor } from '../engine/alias.ts';
import { capture, capturing } from '../engine/capture.ts';
import { keep, tensorsIn, tidy } from '../engine/memory.ts';
import { runtimeInfo } from '../engine/runtime.ts';
import { describe, isTensorLike } from '../errors.ts';
import { tensor } from '../ops/making.ts';
import type { Dtype } from '../ops/making.ts';
import { values } from '../ops/reading.ts';
import type { TensorArray } from '../ops/reading.ts';
import { keyFromWords } from '../random/key.ts';
import { arraysEqual } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { fill, leavesOf, matches, patternOf } from './arguments.ts';
import type { Pattern } from './arguments.ts';
import { buildProgram } from './build.ts';
import type { Build } from './build.ts';
import { copied, copyTensor } from './copy-tensor.ts';
import { explainAll } from './explain.ts';
import type { Graph } from './graph.ts';
import { mayFail } from './may-fail.ts';
import { profile } from './profile.ts';
import type { ProfileOptions } from './profile.ts';
import { Recorder } from './recorder.ts';
import type { Argument } from './recorder.ts';

/** Options of {@link compile}. */
export interface CompileOptions {
  /**
   * Numbers of the arguments whose tensors are given away: a call disposes them, and where a result has the same shape
   * and dtype it takes over their memory, unless the call may end with an error, of which nothing may be lost: where
   * `gather` has indices that differ from call to call. Default: none.
   */
  readonly donate?: readonly number[];
}

/** A function that is compiled for each shape of its arguments. */
export interface Compiled<A extends readonly unknown[], R> {
  (...args: A): R;
  /**
   * The function on the elements of tensors instead of tensors, for acting step by step: a call costs about a microsecond
   * and what the program takes. What it holds is freed with the function.
   * @param example - arguments without keys, of the shapes that are to come; read only. Their donation does not count.
   * @returns a function of one typed array for each tensor among the arguments, in order, which returns a new one for
   *   each tensor of the result.
   */
  onArrays(...example: A): (...arrays: readonly TensorArray[]) => TensorArray[];
  /** What the programs do, instruction by instruction, with sizes, memory, and what is left to the host. */
  explain(): string;
  /**
   * Where the time goes: runs the program of these arguments step by step and lists the kinds of its steps, the dearest
   * first, with how often each runs and how long it takes. Arguments are read only, donated or not.
   */
  profile(options: ProfileOptions, ...example: A): string;
  /** Frees the memory of all programs. The function must not be called any more. */
  dispose(): void;
}

/** A program of a function, for which arguments it is, and how to rebuild its result. */
interface Entry extends Build {
  readonly pattern: Pattern;
  readonly result: Pattern;
  /** By argument leaf, whether it is given away and taken over by no result. */
  readonly dropped: readonly boolean[];
}

/**
 * Compiles a function of trees of tensors: its first call for each shape of arguments runs operation by operation and
 * is captured, gradients and optimisers included; every further call runs as one program in WebAssembly.
 *
 * The function must be pure. What it reaches by a closure, and numbers among the arguments, are constants. It must not
 * read numbers out of tensors, and draws random ones only as tensors, with keys that are arguments or are split off them.
 * Numbers that an optimiser computes from its step are left to the host; {@link Compiled.explain} tells.
 *
 * Without the WASM backend the function runs as it is.
 * @returns a function that returns new tensors, which the caller owns.
 * @throws when the function reads from a tensor that depends on its arguments, naming the operation and the line.
 * @example
 *   const step = compile((state, batch) => update(state, batch), { donate: [0] });
 *   state = step(state, batch);
 */
export function compile<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  { donate = [] }: CompileOptions = {},
): Compiled<A, R> {
  const entries: Entry[] = [];
  let disposed = false;
  const call = (...args: A): R => {
    if (disposed) throw new Error('compile: the function must not be called after dispose()');
    if (capturing() !== undefined || runtimeInfo().backend !== 'wasm') return plain(f, args, donate);
    const found = entryFor(entries, args);
    const leaves = found?.leaves ?? leavesOf(args);
    leaves.forEach(requireAlive);
    if (found !== undefined) return replay(found.entry, leaves) as R;
    const { result, made } = captureCall(f, args, leaves, donate);
    entries.push(made);
    return result;
  };
  const held: Tensor[] = [];
  const onArrays = (...example: A) => {
    // Copies, as the call may take what it is given.
    const inputs = tensorsOnly(example).map((tensor) => keep(copyTensor(tensor)));
    held.push(...inputs);
    const copies = inPlaceOf(example, inputs.map(copyTensor)) as unknown as A;
    const results = tensorsOnly([call(...copies)]).map(keep);
    held.push(...results);
    const program = entryFor(entries, copies)?.entry.program;
    disposeAll(tensorsOnly(copies));
    const run = program?.onArrays(inputs, results) ?? ((arrays) => plainArrays(f, example, inputs, arrays));
    return (...arrays: readonly TensorArray[]) => {
      if (disposed) throw new Error('compile: the function must not be called after dispose()');
      checkArrays(inputs, arrays);
      return run(arrays);
    };
  };
  return Object.assign(call, {
    onArrays,
    explain: () => explainAll(entries),
    profile: (options: ProfileOptions, ...example: A) => {
      const leaves = leavesOf(example);
      // On copies, as a call may take what it is given.
      if (entryFor(entries, example) === undefined)
        tidy(() => void call(...(inPlaceOf(example, leaves.map(copied)) as unknown as A)));
      const found = entryFor(entries, example);
      return found === undefined
        ? 'Without the WASM backend there is no program.'
        : profile(found.entry, leaves, options);
    },
    dispose: () => {
      disposed = true;
      for (const { program } of entries) program.dispose();
      for (const tensor of held) tensor.dispose();
      entries.length = 0;
    },
  });
}

/** The program of these arguments, if there is one, and their tensors and keys. */
function entryFor(
  entries: readonly Entry[],
  args: readonly unknown[],
): { readonly entry: Entry; readonly leaves: Argument[] } | undefined {
  for (const entry of entries) {
    const leaves: Argument[] = [];
    if (matches(entry.pattern, args, leaves)) return { entry, leaves };
  }
  return undefined;
}

/** The tensors of a tree; throws where there is a key. */
function tensorsOnly(tree: readonly unknown[]): Tensor[] {
  return leavesOf(tree).map((leaf) => {
    if ('dataId' in leaf) return leaf;
    throw new Error('compile: onArrays must have arguments without keys, got a key');
  });
}

/** The same trees with other tensors and keys, in order. */
function inPlaceOf(trees: readonly unknown[], leaves: readonly Argument[]): unknown[] {
  return filled(patternOf(trees), leaves) as unknown[];
}

function filled(pattern: Pattern, leaves: readonly Argument[]): unknown {
  let next = 0;
  return fill(pattern, () => leaves[next++]);
}

function checkArrays(inputs: readonly Tensor[], arrays: readonly TensorArray[]): void {
  for (let i = 0; i < inputs.length || i < arrays.length; i++) {
    if (arrays[i]?.length === inputs[i]?.size) continue;
    const expected =
      inputs[i] === undefined ? 'no more' : `${inputs[i].size} elements for ${describe(inputs[i])}`;
    throw new Error(`compile: array ${i} must be ${expected}, got ${arrays[i]?.length ?? 'none'}`);
  }
}

/** Without programs: tensors made of the arrays, and arrays of the results. */
function plainArrays<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  example: A,
  inputs: readonly Tensor[],
  arrays: readonly TensorArray[],
): TensorArray[] {
  return tidy(() => {
    const tensors = inputs.map(({ shape, dtype }, i) => tensor(arrays[i], shape, dtype as Dtype));
    return tensorsOnly([f(...(inPlaceOf(example, tensors) as unknown as A))]).map((each) => values(each));
  });
}

function requireAlive(leaf: Argument): void {
  if ('dataId' in leaf && leaf.isDisposed) {
    throw new Error(`compile: arguments must be alive, got a disposed ${describe(leaf)}`);
  }
}

/** Runs the function as it is, with the ownership of a compiled one. */
function plain<A extends readonly unknown[], R>(f: (...args: A) => R, args: A, donate: readonly number[]): R {
  const handles = leavesOf(args).map(handleOn);
  try {
    const { result } = ownResult(() => f(...(inPlaceOf(args, handles) as unknown as A)));
    for (const index of donate) for (const tensor of tensorsIn(args[index])) tensor.dispose();
    return result;
  } finally {
    disposeAll(handles);
  }
}

function handleOn(leaf: Argument): Argument {
  return 'dataId' in leaf ? freshTensor(leaf) : keyFromWords(leaf.words);
}

function disposeAll(leaves: readonly Argument[]): void {
  for (const leaf of leaves) if ('dataId' in leaf) leaf.dispose();
}

/** Runs a function that may return what it was given, or one tensor twice: each tensor of the result gets a handle of its own. */
function ownResult<R>(f: () => R): { readonly result: R; readonly outputs: Tensor[] } {
  return tidy(() => {
    const returned = f();
    const outputs = outputTensors(returned).map(freshTensor);
    return { result: inPlaceOf([returned], outputs)[0] as R, outputs };
  });
}

function replay({ program, result, dropped }: Entry, leaves: readonly Argument[]): unknown {
  const results = program.run(leaves);
  leaves.forEach((leaf, i) => {
    if (dropped[i] && 'dataId' in leaf) leaf.dispose();
  });
  return filled(result, results);
}

function captureCall<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  args: A,
  leaves: readonly Argument[],
  donate: readonly number[],
): { result: R; made: Entry } {
  const handles = distinctHandles(leaves);
  try {
    const { result, outputs, graph } = captured(f, inPlaceOf(args, handles) as unknown as A, handles);
    const donated = args.flatMap((arg, i) => leavesOf(arg).map(() => donate.includes(i)));
    const takesOver = mayFail(graph.nodes)
      ? outputs.map(() => undefined)
      : pairDonated(leaves, donated, outputs);
    const build = buildProgram(graph, outputs, takesOver);
    leaves.forEach((leaf, i) => {
      if (donated[i] && 'dataId' in leaf) leaf.dispose();
    });
    const dropped = donated.map((isDonated, i) => isDonated && !takesOver.includes(i));
    return { result, made: { ...build, pattern: patternOf(args), result: patternOf(result), dropped } };
  } finally {
    disposeAll(handles);
  }
}

/** Runs the function on arguments with these leaves, and writes it down. The caller owns the outputs. */
function captured<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  args: A,
  handles: readonly Argument[],
): { result: R; outputs: Tensor[]; graph: Graph } {
  const recorder = new Recorder();
  for (const handle of handles) recorder.input(handle);
  const { result, outputs } = ownResult(() => capture(recorder, () => f(...args)));
  return { result, outputs, graph: recorder.graph(outputs) };
}

/** Handles of their own, on data of their own where two arguments share it: a capture tells values by their data. */
function distinctHandles(leaves: readonly Argument[]): Argument[] {
  const seen = new Set<object>();
  return leaves.map((leaf) => {
    const isRepeated = 'dataId' in leaf && seen.has(leaf.dataId);
    if ('dataId' in leaf) seen.add(leaf.dataId);
    return isRepeated ? copyTensor(leaf) : handleOn(leaf);
  });
}

function outputTensors(result: unknown): Tensor[] {
  return leavesOf(result).map((leaf) => {
    if (isTensorLike(leaf)) return leaf;
    throw new Error('compile: the function must return tensors, and lists and objects of them, got a key');
  });
}

/** By output, the donated argument that it may take over: the first of the same shape and dtype that is left. */
function pairDonated(
  leaves: readonly Argument[],
  donated: readonly boolean[],
  outputs: readonly Tensor[],
): (number | undefined)[] {
  const left = new Set(leaves.keys());
  return outputs.map((output) => {
    for (const i of left) {
      const leaf = leaves[i];
      if (!donated[i] || !('dataId' in leaf)) continue;
      if (leaf.dtype !== output.dtype || !arraysEqual(leaf.shape, output.shape)) continue;
      left.delete(i);
      return i;
    }
    return undefined;
  });
}
