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

/** The same elements in the same order along as few axes as possible. Operations at once do this: hence plain loops. */
export function collapse({ lengths, steps }: Box): Box {
  const kept: number[] = [];
  const keptSteps: number[][] = steps.map(() => []);
  for (let axis = 0; axis < lengths.length; axis++) {
    const length = lengths[axis];
    if (length === 1) continue;
    const last = kept.length - 1;
    let joins = last >= 0;
    for (let i = 0; joins && i < steps.length; i++) joins = keptSteps[i][last] === steps[i][axis] * length;
    if (joins) kept[last] *= length;
    else kept.push(length);
    for (let i = 0; i < steps.length; i++) keptSteps[i][kept.length - 1] = steps[i][axis];
  }
  return { lengths: kept, steps: keptSteps };
}

/** A box of four axes, as kernels take it. */
export interface FourAxes {
  /** The four lengths, then four steps for each operand. */
  readonly numbers: readonly number[];
  /** By operand where the box begins, in elements. */
  readonly starts: readonly number[];
}

/** The box as boxes of four axes, in order: one, with axes of length 1 where there is nothing, if it has no more. */
export function fourAxes(box: Box): FourAxes[] {
  const { lengths, steps } = collapse(box);
  const numbers: number[] = [];
  pushLastFour(lengths, 1, numbers);
  for (const operand of steps) pushLastFour(operand, 0, numbers);
  let starts = [steps.map(() => 0)];
  for (let axis = 0; axis < lengths.length - 4; axis++) {
    starts = starts.flatMap((start) =>
      Array.from({ length: lengths[axis] }, (_, i) =>
        start.map((at, operand) => at + i * steps[operand][axis]),
      ),
    );
  }
  return starts.map((start) => ({ numbers, starts: start }));
}

/** The last four numbers of a list, after others where it has fewer. */
function pushLastFour(list: readonly number[], other: number, to: number[]): void {
  for (let i = list.length - 4; i < list.length; i++) to.push(i < 0 ? other : list[i]);
}
