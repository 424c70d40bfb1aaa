// Streams of symbols as the net sees them, and what counts as an error.
import { gather, tensor } from '@saccade/math';
import type { Tensor, Tensor2D } from '@saccade/math';
import { REBER_SYMBOLS, reberGrammar } from '@saccade/tasks';
import type { ReberStream } from '@saccade/tasks';
import { SYMBOLS } from './net.ts';

export const GRAMMAR = reberGrammar('embedded');
const EDGES = GRAMMAR.symbol.length;

/**
 * A prediction is right if each output is nearer to its target than this. Source: Gers, Schmidhuber & Cummins 2000, who say
 * "mean squared error"; but a net that always says ½ would have no error then.
 */
export const TOLERANCE = 0.49;

/** Edges of several streams, `[T·B]`: the first of each, the second of each, … */
export function interleaved(streams: readonly ReberStream[], steps: number): Int32Array {
  const all = new Int32Array(steps * streams.length);
  streams.forEach((stream, b) =>
    stream.take(steps).forEach((edge, t) => void (all[t * streams.length + b] = edge)),
  );
  return all;
}

/** What the net reads along edges of the grammar, `[…]` int32: `[…, S + 1]`. */
export function inputsOf<T extends Tensor>(edges: Tensor): T {
  const inputs = new Float32Array(EDGES * (SYMBOLS + 1));
  GRAMMAR.symbol.forEach((symbol, edge) => void (inputs[edge * (SYMBOLS + 1) + symbol] = 1));
  // Strings begin at node 0, whose edges are 0 and 1.
  for (const edge of [0, 1]) inputs[edge * (SYMBOLS + 1) + SYMBOLS] = 1;
  return gather(tensor<Tensor2D>(inputs, [EDGES, SYMBOLS + 1]), edges) as T;
}

/** What should come out: 1 for each symbol that may be next, `[…, S]`. */
export function targetsOf<T extends Tensor>(edges: Tensor): T {
  return gather(tensor<Tensor2D>(GRAMMAR.possible, [EDGES, SYMBOLS]), edges) as T;
}

/** Whether outputs, S of them from `at` on, are a wrong prediction after an edge. */
export function isWrong(outputs: ArrayLike<number>, at: number, edge: number): boolean {
  for (let k = 0; k < SYMBOLS; k++) {
    // Wrong, too, is what is no number.
    if (!(Math.abs(GRAMMAR.possible[edge * SYMBOLS + k] - outputs[at + k]) < TOLERANCE)) return true;
  }
  return false;
}

const [T, P] = ['T', 'P'].map((symbol) => REBER_SYMBOLS.indexOf(symbol));

/** By edge: 1 if T must be next, −1 if P must, 0 otherwise. That is where a string repeats its second symbol. */
export const OUTER_SYMBOL = Int8Array.from({ length: EDGES }, (_, edge) => {
  const possible = GRAMMAR.possible.subarray(edge * SYMBOLS, (edge + 1) * SYMBOLS);
  const choices = possible.reduce((sum, each) => sum + each);
  return choices > 1 ? 0 : possible[T] - possible[P];
});

/** How much more T is expected than P, by outputs from `at` on. */
export function leaning(outputs: ArrayLike<number>, at: number): number {
  return outputs[at + T] - outputs[at + P];
}
