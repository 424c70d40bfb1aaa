// Learning as in the paper: weights change after every symbol, by the truncated gradient, whose traces are carried along.
import type { LstmState } from '@saccade/lstm';
import {
  abs,
  add,
  compile,
  disposeTree,
  less,
  matMul,
  max,
  mul,
  reshape,
  scalar,
  scan,
  sigmoid,
  slice,
  sub,
  tensor,
  values,
  where,
} from '@saccade/math';
import type { Key, Scalar, Tensor, Tensor1D, Tensor2D } from '@saccade/math';
import { reberStream } from '@saccade/tasks';
import { SYMBOLS } from './net.ts';
import type { ReberNet, ReberParams } from './net.ts';
import type { ReberOptions } from './options.ts';
import { pieceLength } from './reader.ts';
import { GRAMMAR, inputsOf, targetsOf, TOLERANCE } from './symbols.ts';

/** A training stream after it has ended. */
export interface LearnedStream {
  readonly params: ReberParams;
  /** Symbols that it had, the one with the error included. */
  readonly symbols: number;
}

/** Learns stream by stream. It holds memory until it is disposed. */
export interface OnlineTrainer {
  /**
   * One stream, up to its first error or its last symbol. Disposes the old parameters.
   * @param key - of the stream; consumed.
   */
  learn(params: ReberParams, key: Key): LearnedStream;
  dispose(): void;
}

/** What goes through a stream. */
interface Memory {
  readonly state: LstmState;
  /** See `MemoryBlocks.trace`. */
  readonly traces: Tensor2D;
  /** Learning rate, `[]`; 0 after the first error. */
  readonly rate: Scalar;
  /** Symbols until the first error, `[]`. */
  readonly symbols: Scalar;
  /** 1 until the first error, then 0, `[]`. */
  readonly going: Scalar;
}

/** A learning rate below this changes no weight any more: the rest of the stream would be only read. */
const SMALLEST_RATE = 1e-12;

type OnlineOptions = Pick<ReberOptions, 'rate' | 'rateDecay' | 'symbols'>;

export function onlineTrainer(net: ReberNet, { rate, rateDecay, symbols }: OnlineOptions): OnlineTrainer {
  const learnPiece = compile(
    (params: ReberParams, memory: Memory, edges: Tensor1D) => {
      const step = (carry: [ReberParams, Memory], { x, target }: { x: Tensor; target: Tensor }) =>
        [learnStep(net, rateDecay, ...carry, x, target), {}] as const;
      const xs = { x: inputsOf(edges), target: targetsOf(edges) };
      return scan(step, [params, memory], xs)[0];
    },
    { donate: [0, 1] },
  );
  const begin = (params: ReberParams): Memory => ({
    ...{ state: net.initialState(params, 1), traces: net.blocks.initialTraces() },
    ...{ rate: scalar(rate), symbols: scalar(0), going: scalar(1) },
  });
  return {
    learn: (params, key) => {
      const stream = reberStream(GRAMMAR, key);
      let memory = begin(params);
      let status = { rate, symbols: 0, going: 1 };
      for (let t = 0; status.going === 1 && status.rate > SMALLEST_RATE && t < symbols;) {
        const steps = Math.min(pieceLength(t), symbols - t);
        const edges = tensor<Tensor1D>(stream.take(steps));
        [params, memory] = learnPiece(params, memory, edges);
        edges.dispose();
        status = {
          rate: values(memory.rate)[0],
          symbols: values(memory.symbols)[0],
          going: values(memory.going)[0],
        };
        t += steps;
      }
      disposeTree(memory);
      return { params, symbols: status.symbols };
    },
    dispose: learnPiece.dispose,
  };
}

/**
 * One symbol: what the net says, and a step down ½‖t − y‖² along the truncated gradient. After the first error nothing is
 * learned any more.
 *
 * Source: Gers, Schmidhuber & Cummins 2000, section 2.
 */
function learnStep(
  net: ReberNet,
  rateDecay: number,
  params: ReberParams,
  memory: Memory,
  input: Tensor,
  target: Tensor,
): [ReberParams, Memory] {
  const { x, state, kept } = net.meet(memory.state, reshape(input, [1, SYMBOLS + 1]));
  const traces = kept ? mul<Tensor2D>(memory.traces, kept) : memory.traces;
  const traced = net.blocks.trace(params.blocks, state, traces, x);
  const sources = net.sources(x, traced.state.h);
  const y = sigmoid(matMul(sources, params.out));
  const error = sub(target, y);
  const delta = mul(mul(error, mul(y, sub(1, y))), memory.rate) as Tensor2D;
  const cells = slice<Tensor2D>(params.out, [SYMBOLS, 0], [state.h.shape[1], SYMBOLS]);
  const { gates, cells: intoCells } = traced.gradient(matMul(delta, cells, { transposeB: true }));
  const right = where<Scalar>(less(max(abs(error)), TOLERANCE), memory.going, 0);
  return [
    {
      blocks: {
        gates: add(params.blocks.gates, gates) as Tensor2D,
        cells: add(params.blocks.cells, intoCells) as Tensor2D,
      },
      out: add(params.out, mul(reshape(sources, [sources.size, 1]), delta)) as Tensor2D,
    },
    {
      ...{ state: traced.state, traces: traced.traces },
      rate: mul(mul(memory.rate, rateDecay), right),
      symbols: add(memory.symbols, memory.going),
      going: right,
    },
  ];
}
