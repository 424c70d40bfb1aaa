// The net reads streams without learning: test streams, and what it says at the end of strings.
import { unroll } from '@saccade/lstm';
import { compile, disposeTree, foldIn, tensor, values } from '@saccade/math';
import type { Key, Tensor2D, Tensor3D } from '@saccade/math';
import type { LstmState } from '@saccade/lstm';
import { reberStream } from '@saccade/tasks';
import { SYMBOLS } from './net.ts';
import type { ReberNet, ReberParams } from './net.ts';
import { GRAMMAR, inputsOf, interleaved, isWrong, leaning, OUTER_SYMBOL } from './symbols.ts';

/** Streams that are read side by side. `key`: consumed; stream `b` depends on it and `b` alone. */
export interface Reading {
  readonly key: Key;
  readonly streams: number;
  /** Of each stream, at most. */
  readonly symbols: number;
}

/** Reads with weights that stay. It holds memory until it is disposed. */
export interface Reader {
  /**
   * Correct predictions of each stream before its first error.
   * @param stopEarly - stops soon after the first error of any stream; the others count as free of errors.
   */
  errorFree(params: ReberParams, reading: Reading, stopEarly?: boolean): number[];
  /** The share of strings of which the T or P before the end is foretold, whatever errors there were before. */
  outerAccuracy(params: ReberParams, reading: Reading): number;
  dispose(): void;
}

/** Symbols that one call reads: few at first, as most streams of a net that has learned little end soon. */
export function pieceLength(read: number): number {
  return read < 800 ? 40 : 400;
}

/** Called with S outputs from `at` on, of the stream `b`, which came along `edge` with symbol number `t`. */
type Watch = (outputs: Float32Array, at: number, edge: number, b: number, t: number) => void;

/** Reads on until `done`, or the last symbol. */
type Read = (params: ReberParams, reading: Reading, watch: Watch, done: () => boolean) => void;

export function makeReader(net: ReberNet): Reader {
  const readPiece = compile(
    (params: ReberParams, state: LstmState, edges: Tensor2D) =>
      unroll(net, params, inputsOf<Tensor3D>(edges), { state }),
    { donate: [1] },
  );
  const read: Read = (params, { key, streams, symbols }, watch, done) => {
    const sources = Array.from({ length: streams }, (_, b) => reberStream(GRAMMAR, foldIn(key, b)));
    let state = net.initialState(params, streams);
    for (let t = 0; t < symbols && !done(); t += pieceLength(t)) {
      const steps = pieceLength(t);
      const edges = interleaved(sources, steps);
      const given = tensor<Tensor2D>(edges, [steps, streams]);
      const piece = readPiece(params, state, given);
      const outputs = values(piece.outputs) as Float32Array;
      const end = Math.min(edges.length, (symbols - t) * streams);
      for (let i = 0; i < end; i++)
        watch(outputs, i * SYMBOLS, edges[i], i % streams, t + Math.floor(i / streams));
      disposeTree([given, piece.outputs]);
      state = piece.state;
    }
    disposeTree(state);
  };
  return {
    errorFree: (params, reading, stopEarly = false) => errorFree(read, params, reading, stopEarly),
    outerAccuracy: (params, reading) => outerAccuracy(read, params, reading),
    dispose: readPiece.dispose,
  };
}

function errorFree(read: Read, params: ReberParams, reading: Reading, stopEarly: boolean): number[] {
  const { streams, symbols } = reading;
  const lengths = Array<number>(streams).fill(symbols);
  let going = streams;
  const judge: Watch = (outputs, at, edge, b, t) => {
    if (lengths[b] < symbols || !isWrong(outputs, at, edge)) return;
    lengths[b] = t;
    going--;
  };
  read(params, reading, judge, () => (stopEarly ? going < streams : going === 0));
  return lengths;
}

function outerAccuracy(read: Read, params: ReberParams, reading: Reading): number {
  let [right, all] = [0, 0];
  const judge: Watch = (outputs, at, edge) => {
    const expected = OUTER_SYMBOL[edge];
    if (expected === 0) return;
    all++;
    if (leaning(outputs, at) * expected > 0) right++;
  };
  read(params, reading, judge, () => false);
  return right / all;
}
