// Strings of the Reber grammars: a finite automaton writes them, and who predicts them must know where it is.
import { foldIn, randomBits } from '@saccade/math';
import type { Key } from '@saccade/math';
import { whole } from './check.ts';

/** The symbols, in the order of their numbers 0..6. */
export const REBER_SYMBOLS = 'BTPSXVE';

/**
 * - `simple`: Reber 1967, strings such as `BTXSE`.
 * - `embedded`: a simple string between two equal symbols, `BT` … `TE` or `BP` … `PE`; the one before the last can be known
 *   from the second alone. Source: Smith & Zipser 1989; Fahlman 1991. Strings have 12 symbols on average (Gers, Schmidhuber &
 *   Cummins 2000 say 11.5).
 */
export type ReberKind = 'simple' | 'embedded';

/**
 * A grammar as a graph. From node n two edges lead on, 2n and 2n + 1, each taken with probability ½; they are alike where
 * there is no choice. The edge that ends a string leads back to node 0, where the next one begins.
 */
export interface ReberGrammar {
  /** `E` edges: the number of the symbol that an edge writes, `[E]`. */
  readonly symbol: Uint8Array;
  /** The node that it leads to, `[E]`. */
  readonly next: Uint8Array;
  /** What may come after it: 1 for each symbol that can be next, `[E·7]`. */
  readonly possible: Float32Array;
}

type Edges = readonly (readonly [symbol: string, next: string])[];
type Graph = readonly (readonly [node: string, edges: Edges])[];

/** The simple grammar from one node to another, nodes called by a prefix. */
function simpleGraph(prefix: string, first: string, last: string): Graph {
  const at = (node: number): string => `${prefix}${node}`;
  return [
    [first, [['B', at(1)]]],
    [at(1), [['T', at(2)], ['P', at(3)]]], // prettier-ignore
    [at(2), [['S', at(2)], ['X', at(4)]]], // prettier-ignore
    [at(3), [['T', at(3)], ['V', at(5)]]], // prettier-ignore
    [at(4), [['X', at(3)], ['S', at(6)]]], // prettier-ignore
    [at(5), [['P', at(4)], ['V', at(6)]]], // prettier-ignore
    [at(6), [['E', last]]],
  ];
}

const GRAPHS: Readonly<Record<ReberKind, Graph>> = {
  simple: simpleGraph('', 'start', 'start'),
  embedded: [
    ['start', [['B', 'branch']]],
    ['branch', [['T', 'T0'], ['P', 'P0']]], // prettier-ignore
    ...['T', 'P'].flatMap((side): Graph => [
      ...simpleGraph(side, `${side}0`, `${side}7`),
      [`${side}7`, [[side, 'end']]],
    ]),
    ['end', [['E', 'start']]],
  ],
};

/** The graph of a grammar. */
export function reberGrammar(kind: ReberKind): ReberGrammar {
  const graph = GRAPHS[kind];
  const edges = graph.flatMap(([, choices]) => [choices[0], choices.at(-1) as Edges[number]]);
  const next = Uint8Array.from(edges, ([, node]) => graph.findIndex(([name]) => name === node));
  const symbol = Uint8Array.from(edges, ([name]) => REBER_SYMBOLS.indexOf(name));
  const possible = new Float32Array(edges.length * REBER_SYMBOLS.length);
  next.forEach((node, edge) => {
    for (const choice of [0, 1]) possible[edge * REBER_SYMBOLS.length + symbol[2 * node + choice]] = 1;
  });
  return { symbol, next, possible };
}

/** Edges drawn from one key for a stream, before the next one is folded in. */
const PIECE = 4096;

/** A stream of strings, one after the other without a mark between them. */
export interface ReberStream {
  /** The edges that the next `count` symbols are written by, count ≥ 1. */
  take(count: number): Int32Array;
}

/**
 * A stream that begins with the first symbol of a string and never ends. What it writes depends on the key alone, not on
 * how it is asked.
 *
 * Source of streams without resets: Gers, Schmidhuber & Cummins 2000.
 * @param key - consumed.
 */
export function reberStream({ next }: ReberGrammar, key: Key): ReberStream {
  let node = 0;
  let taken = 0;
  let words: Uint32Array = new Uint32Array(0);
  const choice = (): number => {
    const at = taken % PIECE;
    if (at === 0) words = randomBits(foldIn(key, taken / PIECE), PIECE / 32);
    taken++;
    return (words[at >>> 5] >>> (at & 31)) & 1;
  };
  return {
    take: (count) => {
      const edges = new Int32Array(whole('reberStream', 'count', count, 1));
      for (let t = 0; t < edges.length; t++) {
        edges[t] = 2 * node + choice();
        node = next[edges[t]];
      }
      return edges;
    },
  };
}

/**
 * Single strings, such as `BTBTXSETE`. String `i` depends on the key and `i` alone.
 * @param key - consumed.
 * @param count - ≥ 1.
 */
export function reberStrings(kind: ReberKind, key: Key, count: number): string[] {
  const grammar = reberGrammar(kind);
  return Array.from({ length: whole('reberStrings', 'count', count, 1) }, (_, i) => {
    const stream = reberStream(grammar, foldIn(key, i));
    let text = '';
    for (let node = -1; node !== 0;) {
      const [edge] = stream.take(1);
      text += REBER_SYMBOLS[grammar.symbol[edge]];
      node = grammar.next[edge];
    }
    return text;
  });
}
