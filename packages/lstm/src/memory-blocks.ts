// LSTM as its first papers have it: cells in blocks that share gates, squashing functions of their own.
import { checkShapes, split, tensor, tidy, uniformValues, zeros } from '@saccade/math';
import type { Cell, Key, Shaped, Tensor2D } from '@saccade/math';
import { blockForward } from './block-forward.ts';
import type { BlockShape, BlockSquash } from './block-forward.ts';
import { tracedStep } from './block-traces.ts';
import type { TracedStep } from './block-traces.ts';
import type { LstmState } from './states.ts';
import { lstmStart } from './lstm.ts';
import { checkFinite, checkSizes } from './sizes.ts';

/** Options of {@link memoryBlocks}. */
export interface BlockOptions {
  /** `I`, ≥ 1. */
  readonly inputs: number;
  /** `G`, blocks, ≥ 1: each has one gate of each kind. */
  readonly blocks: number;
  /** `V`, memory cells in a block, ≥ 1. */
  readonly cellsPerBlock: number;
  /** Whether cells can forget. Default true: LSTM of 2000; false: LSTM of 1997. */
  readonly forgetGate?: boolean;
  /**
   * What goes into a cell, and what is read of it. Default `paper`: g(x) = 4σ(x) − 2 and h(x) = 2σ(x) − 1, as in both papers;
   * `tanh`: both tanh, as in an LSTM of today.
   */
  readonly squash?: BlockSquash;
  /** Weights begin in U[−initScale, initScale). Default 0.2. Source: Gers, Schmidhuber & Cummins 2000. */
  readonly initScale?: number;
  /**
   * Biases of block j = 1, 2, … begin at −j·biasStep for input and output gates, at +j·biasStep for forget gates: blocks
   * come into use one after the other. Default 0.5. Source: Gers, Schmidhuber & Cummins 2000.
   */
  readonly biasStep?: number;
}

/**
 * Weights from the sources `[x | h | 1]` of a step, `M` = I + N + 1. `N` = V·G cells; cell v of block j is number v·G + j.
 * `K` kinds of gates: i, f, o, or without forgetting i, o.
 */
export interface BlockParams {
  /** `[M, K·G]`, kinds one after the other; the last row are biases. */
  readonly gates: Tensor2D;
  /** `[M − 1, N]`: cells have no bias. */
  readonly cells: Tensor2D;
}

/** Cells in blocks, and how they learn on line. */
export interface MemoryBlocks extends Cell<BlockParams, LstmState> {
  /** Traces of nothing, for {@link MemoryBlocks.trace}. The caller owns them. */
  initialTraces(): Tensor2D;
  /**
   * A step of one sequence that carries along how the cells depend on the weights: what learning by the truncated gradient
   * needs, with no look back in time. All arguments are read only. To be called inside `compile` or `tidy`.
   * @param state - `[1, N]` each.
   * @param traces - `[M, K·N]`: the derivatives of each cell by its weights from each source, columns of the
   *   weights of the cell first, then of its input gate, then of its forget gate.
   * @param x - `[1, I]`.
   */
  trace(params: BlockParams, state: LstmState, traces: Tensor2D, x: Tensor2D): TracedStep;
}

/**
 * Memory blocks, whose outputs are the N cells as the output gates let them be seen. Letters as in {@link BlockParams}:
 *
 *     [z_i | z_f | z_o] = [x | h | 1]·gates          one of each for a block
 *     c' = σ(z_f) ⊙ c + σ(z_i) ⊙ g([x | h]·cells)    without forget gates: c' = c + …
 *     h' = σ(z_o) ⊙ h(c')
 *
 * Source: Hochreiter & Schmidhuber 1997; with forget gates: Gers, Schmidhuber & Cummins 2000.
 */
export function memoryBlocks({
  inputs,
  blocks,
  cellsPerBlock,
  forgetGate = true,
  squash = 'paper',
  initScale = 0.2,
  biasStep = 0.5,
}: BlockOptions): MemoryBlocks {
  checkSizes('memoryBlocks', { inputs, blocks, cellsPerBlock });
  checkFinite('memoryBlocks', { initScale, biasStep });
  const shape: BlockShape = { blocks, forgetGate, squash };
  const kinds = forgetGate ? 3 : 2;
  const size = blocks * cellsPerBlock;
  const sources = inputs + size + 1;
  type Shapes = Record<string, readonly [Shaped, string]>;
  const shapes = (
    { gates, cells }: BlockParams,
    { h, c }: LstmState,
    x: Tensor2D,
    batch: string,
  ): Shapes => ({
    ...{ gates: [gates, `${sources} ${kinds * blocks}`], cells: [cells, `${sources - 1} ${size}`] },
    ...{ h: [h, `${batch} ${size}`], c: [c, `${batch} ${size}`], x: [x, `${batch} ${inputs}`] },
  });
  return {
    init: (key) => initBlocks(key, { inputs, size, blocks, forgetGate, initScale, biasStep }),
    initialState: (_, batch) => lstmStart(batch, size),
    initialTraces: () => zeros([sources, kinds * size]),
    step: (params, state, x) => {
      checkShapes('memoryBlocks.step', shapes(params, state, x, 'B'));
      const { h, c } = tidy(() => {
        const forward = blockForward(shape, params, state, x);
        return { h: forward.h, c: forward.c };
      });
      return [{ h, c }, h];
    },
    trace: (params, state, traces, x) => {
      const all = {
        ...shapes(params, state, x, '1'),
        traces: [traces, `${sources} ${kinds * size}`],
      } as Shapes;
      checkShapes('memoryBlocks.trace', all);
      return tracedStep(shape, params, state, traces, x);
    },
  };
}

interface InitOptions extends Required<
  Pick<BlockOptions, 'inputs' | 'blocks' | 'forgetGate' | 'initScale' | 'biasStep'>
> {
  readonly size: number;
}

function initBlocks(
  key: Key,
  { inputs, size, blocks, forgetGate, initScale, biasStep }: InitOptions,
): BlockParams {
  const [kGates, kCells] = split(key, 2);
  const range = { min: -initScale, max: initScale };
  const signs = forgetGate ? [-1, 1, -1] : [-1, -1];
  const biases = signs.flatMap((sign) => Array.from({ length: blocks }, (_, j) => sign * biasStep * (j + 1)));
  const sources = inputs + size;
  const weights = uniformValues(kGates, sources * biases.length, range);
  return {
    gates: tensor([...weights, ...biases], [sources + 1, biases.length]),
    cells: tensor(uniformValues(kCells, sources * size, range), [sources, size]),
  };
}
