// Boxes of elements: how many lie along each axis, and how far apart, for each operand that takes part.

/** Lengths of the axes, and by operand the steps along them, in elements. */
export interface Box {
  readonly lengths: readonly number[];
  readonly steps: readonly (readonly number[])[];
}

/** Steps of a dense tensor. */
export function denseSteps(shape: readonly number[]): number[] {
  const steps = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) steps[axis] = steps[axis + 1] * shape[axis + 1];
  return steps;
}

/** Steps of a dense tensor that is broadcast to `result`: 0 where it is repeated. */
export function broadcastSteps(shape: readonly number[], result: readonly number[]): number[] {
  const own = denseSteps(shape);
  const missing = result.length - shape.length;
  return result.map((_, axis) => (axis < missing || shape[axis - missing] === 1 ? 0 : own[axis - missing]));
}

/** The same elements in the same order along as few axes as possible. */
export function collapse({ lengths, steps }: Box): Box {
  const axes: { length: number; steps: number[] }[] = [];
  lengths.forEach((length, axis) => {
    if (length === 1) return;
    const own = steps.map((operand) => operand[axis]);
    const before = axes.at(-1);
    if (before?.steps.every((step, i) => step === own[i] * length)) {
      before.length *= length;
      before.steps = own;
    } else {
      axes.push({ length, steps: own });
    }
  });
  return {
    lengths: axes.map(({ length }) => length),
    steps: steps.map((_, operand) => axes.map((axis) => axis.steps[operand])),
  };
}

/** The box with exactly four axes, of length 1 where there is nothing; undefined when it has more. */
export function fourAxes(box: Box): Box | undefined {
  const { lengths, steps } = collapse(box);
  const missing = 4 - lengths.length;
  if (missing < 0) return undefined;
  const pad = (list: readonly number[], value: number): number[] => [
    ...new Array<number>(missing).fill(value),
    ...list,
  ];
  return { lengths: pad(lengths, 1), steps: steps.map((operand) => pad(operand, 0)) };
}
