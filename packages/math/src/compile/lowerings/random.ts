// Draws from keys that are known when the program runs.
import type { Lower } from '../lowering.ts';

const round = Math.fround;

/** Draws whose kernels take the key, the output, its size, and numbers. */
const drawing =
  (name: 'uniform' | 'normal' | 'gumbel' | 'bernoulli', options: readonly string[]): Lower =>
  (node, lowering) => {
    const [out] = node.outputs;
    lowering.emit(
      name,
      lowering.place(node.inputs.key),
      lowering.room(out),
      out.value.size,
      ...options.map((option) => round(node.attrs[option] as number)),
    );
    return true;
  };

const integers: Lower = ({ inputs: { key }, attrs, outputs: [out] }, lowering) => {
  const { min, max } = attrs as { min: number; max: number };
  lowering.emit('integers', lowering.place(key), lowering.room(out), out.value.size, min, max);
  return true;
};

const deriveKeys: Lower = ({ inputs: { key }, attrs, outputs }, lowering) => {
  outputs.forEach((child, i) => {
    lowering.emit('foldIn', lowering.place(key), (attrs.first as number) + i, lowering.room(child));
  });
  return true;
};

export const random: Readonly<Record<string, Lower>> = {
  DeriveKeys: deriveKeys,
  RandomUniform: drawing('uniform', ['min', 'max']),
  RandomNormal: drawing('normal', ['mean', 'sd']),
  RandomGumbel: drawing('gumbel', []),
  RandomBernoulli: drawing('bernoulli', ['p']),
  RandomIntegers: integers,
};
