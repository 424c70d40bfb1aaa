/** A stream whose numbers are no numbers any more. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError';
  /** The first step after which a number was not finite, counted from 1. */
  readonly step: number;
  /** Where: `state.weights`, or `output`. The first in the order of the state's tensors. */
  readonly tensor: string;

  constructor(step: number, tensor: string) {
    super(`the stream diverged at step ${step}: the tensor ${tensor} is not finite`);
    this.step = step;
    this.tensor = tensor;
  }
}
