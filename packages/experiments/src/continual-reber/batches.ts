// Learning as one does today: truncated backpropagation through time over a batch of streams, Adam, cross-entropy.
import { sequenceTrainer, unroll } from '@saccade/lstm';
import type { LstmState } from '@saccade/lstm';
import {
  adam,
  add,
  clip,
  clipByGlobalNorm,
  cosineDecay,
  foldIn,
  log,
  mapTree,
  mean,
  mul,
  neg,
  sub,
  sum,
  tensor,
  tidy,
} from '@saccade/math';
import type { Key, Learner, Optimiser, Scalar, Tensor2D, Tensor3D } from '@saccade/math';
import { reberStream } from '@saccade/tasks';
import type { ReberStream } from '@saccade/tasks';
import type { ReberNet, ReberParams } from './net.ts';
import type { ReberOptions } from './options.ts';
import { GRAMMAR, inputsOf, interleaved, targetsOf } from './symbols.ts';

/** What learns, and where the streams stand. */
export interface BatchState {
  readonly learner: Learner<ReberParams>;
  readonly carried: LstmState;
}

/** Learns from batches. It holds memory until it is disposed. */
export interface BatchTrainer {
  begin(params: ReberParams): BatchState;
  /** Update number `step`, from 0. Disposes the old state. */
  update(state: BatchState, step: number): { readonly state: BatchState; readonly loss: number };
  dispose(): void;
}

interface Piece {
  /** `[T, B]` int32 */
  readonly edges: Tensor2D;
  /** 0 where a stream begins, 1 elsewhere, `[B, 1]`. */
  readonly kept: Tensor2D;
}

/** Outputs are held so far from 0 and 1 in logarithms. */
const MARGIN = 1e-6;

type BatchOptions = Pick<ReberOptions, 'updates' | 'batch' | 'piece' | 'pieces' | 'lr' | 'clip'>;

/** @param key - consumed; stream `n` of row `b` depends on it, b and n alone. */
export function batchTrainer(net: ReberNet, options: BatchOptions, key: Key): BatchTrainer {
  const { batch, piece } = options;
  const trainer = sequenceTrainer(
    optimiserOf(options),
    (params: ReberParams, before: LstmState, { edges, kept }: Piece) => {
      const state = mapTree((leaf) => mul(leaf, kept), before);
      const run = unroll(net, params, inputsOf<Tensor3D>(edges), { state });
      return [crossEntropy(run.outputs, targetsOf<Tensor3D>(edges)), run.state];
    },
  );
  const rows = Array.from({ length: batch }, (_, b) => rowOfStreams(foldIn(key, b), options, b));
  return {
    begin: (params) => ({ learner: trainer.begin(params), carried: net.initialState(params, batch) }),
    update: ({ learner, carried }, step) =>
      tidy(() => {
        const at = rows.map((row) => row(step));
        const edges = tensor<Tensor2D>(
          interleaved(
            at.map(({ stream }) => stream),
            piece,
          ),
          [piece, batch],
        );
        const kept = tensor<Tensor2D>(at.map(({ begins }) => [begins ? 0 : 1]));
        const next = trainer.update(learner, carried, { edges, kept });
        return { state: { learner: next.learner, carried: next.carried }, loss: next.loss };
      }),
    dispose: trainer.dispose,
  };
}

function optimiserOf({ updates, lr, clip: norm }: BatchOptions): Optimiser {
  const learningRate = lr > 0 ? cosineDecay({ start: lr, steps: updates }) : lr;
  return clipByGlobalNorm(norm, adam({ learningRate }));
}

/**
 * The streams of a row: each lasts for some updates, and rows do not change streams all at once. Asked for updates one
 * after the other it goes on; after a jump it reads a stream again from its beginning.
 */
function rowOfStreams(
  key: Key,
  { batch, piece, pieces }: BatchOptions,
  row: number,
): (step: number) => { readonly stream: ReberStream; readonly begins: boolean } {
  const offset = Math.floor((row * pieces) / batch);
  let stream: ReberStream | undefined;
  let expected = -1;
  return (step) => {
    const [number, read] = [Math.floor((step + offset) / pieces), (step + offset) % pieces];
    if (stream === undefined || step !== expected || read === 0) {
      stream = reberStream(GRAMMAR, foldIn(key, number));
      if (read > 0) stream.take(read * piece);
    }
    expected = step + 1;
    return { stream, begins: read === 0 };
  };
}

/** −Σ t ln y + (1 − t) ln(1 − y) over the outputs, mean over all else: `[]`. */
function crossEntropy(y: Tensor3D, target: Tensor3D): Scalar {
  const inside = clip(y, MARGIN, 1 - MARGIN);
  const likely = add(mul(target, log(inside)), mul(sub(1, target), log(sub(1, inside))));
  return neg(mean(sum(likely, -1))) as Scalar;
}
