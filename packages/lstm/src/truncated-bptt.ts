// Training on sequences that go on from batch to batch: states are carried over, gradients are not (Williams & Peng 1990).
import { compile, item, valueAndGrad } from '@saccade/math';
import type { Learner, Optimiser, Scalar } from '@saccade/math';

/** After an update. */
export interface SequenceUpdate<Params, Carried> {
  readonly learner: Learner<Params>;
  /** Where the next piece of the sequences goes on. */
  readonly carried: Carried;
  /** Before the update. */
  readonly loss: number;
}

/**
 * The loss of a piece of sequences, `[]`, and the state after it.
 * @param carried - the state before it: a constant, as far as gradients go.
 */
export type SequenceLoss<Params, Carried, Piece> = (
  params: Params,
  carried: Carried,
  piece: Piece,
) => readonly [Scalar, Carried];

/** Trains on sequences, piece by piece. It holds memory for each shape until it is disposed. */
export interface SequenceTrainer<Params, Carried, Piece> {
  /** A net at its beginning, ready for updates. It takes the parameters over. */
  begin(params: Params): Learner<Params>;
  /** Disposes the tensors of the old learner and of what was carried; the piece stays the caller's. */
  update(learner: Learner<Params>, carried: Carried, piece: Piece): SequenceUpdate<Params, Carried>;
  dispose(): void;
}

/** Truncated backpropagation through time, an update for each piece, compiled into one program. */
export function sequenceTrainer<Params, Carried, Piece>(
  optimiser: Optimiser,
  loss: SequenceLoss<Params, Carried, Piece>,
): SequenceTrainer<Params, Carried, Piece> {
  const step = compile(
    ({ params, state }: Learner<Params>, carried: Carried, piece: Piece) => {
      const { value, aux, grads } = valueAndGrad(loss, { hasAux: true })(params, carried, piece);
      return { learner: optimiser.update(grads, state, params), carried: aux, loss: value };
    },
    { donate: [0, 1] },
  );
  return {
    begin: (params) => ({ params, state: optimiser.init(params) }),
    update: (learner, carried, piece) => {
      const next = step(learner, carried, piece);
      const value = item(next.loss);
      next.loss.dispose();
      return { learner: next.learner, carried: next.carried, loss: value };
    },
    dispose: step.dispose,
  };
}
