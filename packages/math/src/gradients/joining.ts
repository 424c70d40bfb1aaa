import type { GradientConfig } from '../engine/gradient-registry.ts';
import { concat } from '../ops/concat.ts';
import { splitTensor, unstack } from '../ops/split.ts';
import { stack } from '../ops/stack.ts';
import type { Tensor } from '../tensor-types.ts';

/** One thunk per input of a list; the pieces are made once, when the first is asked for. */
function pieces(names: readonly string[], make: () => readonly Tensor[]): Record<string, () => Tensor> {
  let made: readonly Tensor[] | undefined;
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      () => {
        made ??= make();
        return made[i] as Tensor;
      },
    ]),
  );
}

const concatenation: GradientConfig = {
  kernelName: 'Concat',
  gradFunc: (dy, _saved, attrs, { inputs }) => {
    const axis = attrs.axis as number;
    const lengths = Object.values(inputs).map(({ shape }) => shape[axis] as number);
    return pieces(Object.keys(inputs), () => splitTensor(dy, lengths, axis));
  },
};

const stacking: GradientConfig = {
  kernelName: 'Pack',
  gradFunc: (dy, _saved, attrs, { inputs }) =>
    pieces(Object.keys(inputs), () => unstack(dy, attrs.axis as number)),
};

const splitting: GradientConfig = {
  kernelName: 'SplitV',
  gradFunc: (_dy, _saved, attrs, { dys }) => ({ x: () => concat(dys, attrs.axis as number) }),
};

const unstacking: GradientConfig = {
  kernelName: 'Unpack',
  gradFunc: (_dy, _saved, attrs, { dys }) => ({ value: () => stack(dys, attrs.axis as number) }),
};

export const joiningGradients = [concatenation, stacking, splitting, unstacking];
