import type { Checkpoint, Metrics } from './types.ts';

/** A training whose numbers are no numbers any more. The message is one line: the step, and where it shows. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError';
  /** Steps made when it was found: it began in the last slice, or since the last checkpoint. */
  readonly step: number;
  /** The first metric that is not finite, in the order in which the experiment gives them. */
  readonly metric: string | undefined;
  /** The first tensor with a number that is not finite, in the order in which a checkpoint holds them. */
  readonly tensor: string | undefined;

  constructor(step: number, metrics: Metrics, { tensors }: Checkpoint, options?: ErrorOptions) {
    const metric = badMetric(metrics);
    const tensor = badTensor(tensors);
    const places = [
      ...(metric === undefined ? [] : [`${metric} is ${metrics[metric]}`]),
      ...(tensor === undefined ? [] : [`the tensor ${tensor} is not finite`]),
    ];
    super(`the training diverged at step ${step}: ${places.join(', ')}`, options);
    this.step = step;
    this.metric = metric;
    this.tensor = tensor;
  }
}

/** Whether all numbers of a slice's metrics are finite. */
export function areFinite(metrics: Metrics): boolean {
  return badMetric(metrics) === undefined;
}

/** Whether all floating-point numbers of a state are finite. */
export function isFiniteState({ tensors }: Checkpoint): boolean {
  return badTensor(tensors) === undefined;
}

function badMetric(metrics: Metrics): string | undefined {
  return Object.keys(metrics).find((name) => !Number.isFinite(metrics[name]));
}

function badTensor(tensors: Checkpoint['tensors']): string | undefined {
  return Object.keys(tensors).find((name) => {
    const { data } = tensors[name];
    return (data instanceof Float32Array || data instanceof Float64Array) && !data.every(Number.isFinite);
  });
}
