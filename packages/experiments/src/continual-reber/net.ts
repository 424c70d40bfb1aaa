// The net of the experiment: memory blocks between seven inputs and seven outputs, with shortcuts from inputs to outputs.
import { memoryBlocks } from '@saccade/lstm';
import type { BlockParams, Cell, LstmState, MemoryBlocks } from '@saccade/lstm';
import { concat, matMul, mapTree, mul, ones, sigmoid, split, sub, tidy, uniformInit } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';
import { REBER_SYMBOLS } from '@saccade/tasks';
import type { ReberOptions } from './options.ts';

/** `S` symbols, 7: inputs, and outputs too. */
export const SYMBOLS = REBER_SYMBOLS.length;

/** `N` cells. */
export interface ReberParams {
  readonly blocks: BlockParams;
  /** From `[x | h | 1]` to the outputs, `[S + N + 1, S]`; the last row are biases. */
  readonly out: Tensor2D;
}

/** How the net meets a symbol. */
export interface Meeting {
  /** The symbol, one-hot, `[B, S]`. */
  readonly x: Tensor2D;
  /** The state before it. */
  readonly state: LstmState;
  /** 0 where the state was reset, 1 elsewhere, `[B, 1]`; none in nets that are never reset. */
  readonly kept: Tensor2D | undefined;
}

/**
 * The net, a cell whose outputs `[B, S]` are in 0..1. Its inputs are `[B, S + 1]`: a symbol, one-hot, and 1 where a string
 * begins, which is looked at only by nets that are reset there.
 */
export interface ReberNet extends Cell<ReberParams, LstmState> {
  readonly blocks: MemoryBlocks;
  meet(state: LstmState, input: Tensor2D): Meeting;
  /** What the output units see, `[B, S + N + 1]`. */
  sources(x: Tensor2D, h: Tensor2D): Tensor2D;
}

type NetOptions = Pick<
  ReberOptions,
  'blocks' | 'cellsPerBlock' | 'forgetGate' | 'reset' | 'initScale' | 'biasStep'
>;

/** With 4 blocks of 2 cells and forget gates it has 424 weights. Source: Gers, Schmidhuber & Cummins 2000. */
export function reberNet(options: NetOptions): ReberNet {
  const { forgetGate, cellsPerBlock, initScale, reset } = options;
  const blocks = memoryBlocks({ ...options, inputs: SYMBOLS, forgetGate: forgetGate === 'yes' });
  const width = SYMBOLS + options.blocks * cellsPerBlock + 1;
  const sources = (x: Tensor2D, h: Tensor2D): Tensor2D => concat([x, h, ones([x.shape[0], 1])], 1);
  const meet = (state: LstmState, input: Tensor2D): Meeting => {
    const [x, begins] = split<Tensor2D>(input, [SYMBOLS, 1], 1);
    if (reset === 'never') return { x, state, kept: undefined };
    const kept = sub(1, begins) as Tensor2D;
    return { x, kept, state: mapTree((leaf) => mul(leaf, kept), state) };
  };
  return {
    ...{ blocks, meet, sources },
    init: (key) => {
      const [kBlocks, kOut] = split(key, 2);
      const out = uniformInit(kOut, [width, SYMBOLS], { scale: initScale }) as Tensor2D;
      return { blocks: blocks.init(kBlocks), out };
    },
    initialState: (params, batch) => blocks.initialState(params.blocks, batch),
    step: (params, before, input) =>
      tidy(() => {
        const { x, state } = meet(before, input);
        const [next, h] = blocks.step(params.blocks, state, x);
        return [next, sigmoid(matMul(sources(x, h), params.out))];
      }),
  };
}
